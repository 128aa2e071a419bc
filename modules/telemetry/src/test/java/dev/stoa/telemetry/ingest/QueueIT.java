package dev.stoa.telemetry.ingest;

import static dev.stoa.telemetry.TestTelemetry.event;
import static dev.stoa.telemetry.TestTelemetry.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class QueueIT {
    /** While the table is locked nothing is written; then all that was taken is, and no more. */
    @Test
    void aFullQueueIsToldAndWhatWasTakenIsStored() throws Exception {
        try (TestDatabase database = TestTelemetry.migrated();
                TestTelemetry stoa =
                        TestTelemetry.on(
                                database,
                                "telemetry.queue-events",
                                "1000",
                                "telemetry.batch-rows",
                                "100",
                                "telemetry.writers",
                                "1");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            try (Connection blocker = database.dataSource().getConnection()) {
                blocker.setAutoCommit(false);
                try (var lock = blocker.createStatement()) {
                    lock.execute("lock table telemetry_events in share mode");
                }
                for (int i = 0; i < 30; i++) {
                    answers.add(threads.submit(() -> stoa.send(batch())));
                }
                while (answers.stream().filter(Future::isDone).count() < 19) {
                    Thread.sleep(10);
                }
                assertThat(
                                stoa.node()
                                        .observability()
                                        .meters()
                                        .get("stoa.telemetry.queue.size")
                                        .gauge()
                                        .value())
                        .isEqualTo(1000);
                blocker.rollback();
            }
            int taken = 0;
            for (Future<Answer> each : answers) {
                Answer answer = each.get();
                if (answer.status() == 202) {
                    taken += answer.json().at("/accepted").asInt();
                } else {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                    assertThat(answer.text("/code")).isEqualTo("overloaded");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                }
            }
            // Ten batches waited and one was at the database.
            assertThat(taken).isEqualTo(1100);
            assertThat(database.number("select count(*) from telemetry_events")).isEqualTo(taken);
            assertThat(
                            stoa.node()
                                    .observability()
                                    .meters()
                                    .get("stoa.telemetry.events")
                                    .tag("reason", "queue-full")
                                    .counter()
                                    .count())
                    .isEqualTo(1900);
        }
    }

    private static String[] batch() {
        String[] batch = new String[100];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = event("in.queue", now());
        }
        return batch;
    }
}
