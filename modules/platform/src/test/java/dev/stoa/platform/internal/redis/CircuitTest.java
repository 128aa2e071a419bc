package dev.stoa.platform.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {
    private final Circuit circuit = new Circuit(50);

    @Test
    void threeFailuresInARowOpenIt() {
        circuit.failed();
        circuit.failed();
        assertThat(circuit.isClosed()).isTrue();
        circuit.failed();
        assertThat(circuit.isClosed()).isFalse();
    }

    @Test
    void aSlowAnswerCountsAsAFailureAndAQuickOneEndsTheRow() {
        circuit.succeeded(50);
        circuit.succeeded(50);
        circuit.succeeded(49);
        circuit.succeeded(50);
        circuit.succeeded(50);
        assertThat(circuit.isClosed()).isTrue();
        circuit.succeeded(50);
        assertThat(circuit.isClosed()).isFalse();
    }

    @Test
    void onlyAProbeClosesIt() {
        circuit.trip();
        circuit.succeeded(1);
        assertThat(circuit.isClosed()).isFalse();
        circuit.reset();
        assertThat(circuit.isClosed()).isTrue();
    }
}
