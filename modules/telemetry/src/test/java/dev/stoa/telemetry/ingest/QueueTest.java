package dev.stoa.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final AtomicInteger group = new AtomicInteger(100);
    private final Queue queue = new Queue(1_000, group::get);

    private static Submission submission() {
        return Submission.of(
                List.of(
                        new TelemetryEvent(
                                new EventKey(1, UUID.randomUUID()), "page", null, null, "{}", "")),
                20);
    }

    @Test
    void whatWaitsIsTakenTogetherUnlessThatIsTurnedOff() throws Exception {
        List<Submission> all = List.of(submission(), submission(), submission());
        all.forEach(queue::offer);
        assertThat(queue.take()).isEqualTo(all);

        group.set(1);
        all.forEach(queue::offer);
        for (Submission each : all) {
            assertThat(queue.take()).containsExactly(each);
        }
        assertThat(queue.size()).isZero();
    }
}
