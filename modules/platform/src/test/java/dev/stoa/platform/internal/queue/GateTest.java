package dev.stoa.platform.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long LONG = Long.MAX_VALUE;

    private final AtomicLong ticks = new AtomicLong();
    private final Gate gate = new Gate(4, 100, Duration.ofSeconds(20), ticks::get);

    private void fill() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertThat(gate.enters(LONG)).isTrue();
        }
    }

    /** The queue stands, and somebody waited in vain. */
    private void crowd() throws InterruptedException {
        fill();
        ticks.addAndGet(Duration.ofMillis(501).toNanos());
        assertThat(gate.enters(1)).isFalse();
    }

    @Test
    void aBurstWaitsUntilItIsServed() throws Exception {
        fill();
        List<Future<Boolean>> burst = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                burst.add(threads.submit(() -> gate.enters(LONG)));
            }
            Thread.sleep(100);
            assertThat(burst).noneMatch(Future::isDone);
            for (int i = 0; i < 50; i++) {
                gate.leave();
            }
            for (Future<Boolean> each : burst) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void manyWhoWaitALittleEachTimeAreNotRefusedHoweverLongThereIsAQueue() throws Exception {
        fill();
        ticks.addAndGet(Duration.ofSeconds(60).toNanos());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                Future<Boolean> next = threads.submit(() -> gate.enters(LONG));
                Thread.sleep(80);
                assertThat(next.isDone()).isFalse();
                gate.leave();
                assertThat(next.get()).isTrue();
            }
        }
    }

    @Test
    void whereTheQueueStandsNobodyWaitsForMoreThanAMoment() throws Exception {
        crowd();
        long began = System.nanoTime();
        assertThat(gate.enters(LONG)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(45), Duration.ofMillis(500));
    }

    @Test
    void whereTheQueueStandsMostAreRefusedAtOnce() throws Exception {
        crowd();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(() -> gate.enters(LONG));
            Thread.sleep(10);
            long began = System.nanoTime();
            boolean second = gate.enters(LONG);
            // Only while the first still waits it is the one too many.
            if (!first.isDone()) {
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isLessThan(Duration.ofMillis(40));
            }
            assertThat(second).isFalse();
        }
    }

    @Test
    void aQueueThatWasEmptyInBetweenStandsNoMore() throws Exception {
        crowd();
        gate.leave();
        assertThat(gate.enters(LONG)).isTrue();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> next = threads.submit(() -> gate.enters(LONG));
            Thread.sleep(200);
            assertThat(next.isDone()).isFalse();
            gate.leave();
            assertThat(next.get()).isTrue();
        }
    }

    @Test
    void whoHasNoTimeIsNotKeptWaiting() throws Exception {
        fill();
        long began = System.nanoTime();
        assertThat(gate.enters(Duration.ofMillis(20).toNanos())).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
}
