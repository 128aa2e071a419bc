package dev.stoa.telemetry.month;

import static dev.stoa.telemetry.TestTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.telemetry.TestTelemetry;
import dev.stoa.testkit.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Reliability 21: a month goes while a transaction that read it stays open for a minute and clients
 * send events.
 */
@Tag("faults")
class DetachUnderLoadIT {
    private static final Duration OPEN = Duration.ofSeconds(60);
    private static final int CLIENTS = 4;

    @Test
    void insertsAreNotHeldUpByADetachThatWaits() throws Exception {
        try (TestDatabase database = TestTelemetry.migrated();
                TestTelemetry stoa = TestTelemetry.on(database, "telemetry.kept-months", "2");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Month old = Month.of(Instant.now()).plus(-6);
            database.rows("select telemetry_add_month(date '%s-01')".formatted(old));
            database.execute(
                    "insert into telemetry_events (event_id, occurred_at, type) select gen_random_uuid(), timestamptz '%s' + n * interval '1 s', 'old' from generate_series(1, 10000) n"
                            .formatted(old.start()));
            List<Long> took = Collections.synchronizedList(new ArrayList<>());
            Instant end;
            CompletableFuture<?> retired;
            List<Future<?>> clients = new ArrayList<>();
            try (Connection reader = database.dataSource().getConnection()) {
                reader.setAutoCommit(false);
                try (var reading = reader.createStatement()) {
                    reading.executeQuery("select count(*) from telemetry_events");
                }
                end = Instant.now().plus(OPEN);
                Instant over = end.plusSeconds(3);
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(() -> send(stoa, over, took)));
                }
                retired =
                        CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        stoa.run(MonthJobs.RETIRE);
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
                while (Instant.now().isBefore(end)) {
                    Thread.sleep(100);
                }
                assertThat(
                                database.rows(
                                        "select to_regclass('%s') is not null"
                                                .formatted(old.partition())))
                        .as("it waits")
                        .containsExactly("t");
                reader.rollback();
            }
            for (Future<?> client : clients) {
                client.get();
            }
            retired.join();
            Collections.sort(took);
            Duration p99 = Duration.ofNanos(took.get(took.size() * 99 / 100));
            System.out.printf(
                    "%d batches of 20 in %d s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    took.size(),
                    OPEN.toSeconds() + 3,
                    took.get(took.size() / 2) / 1e6,
                    p99.toNanos() / 1e6,
                    took.getLast() / 1e6);

            assertThat(p99).isLessThan(Duration.ofMillis(250));
            assertThat(database.rows("select to_regclass('%s') is null".formatted(old.partition())))
                    .containsExactly("t");
            assertThat(database.number("select count(*) from telemetry_events"))
                    .isEqualTo(20L * took.size());
        }
    }

    private static Void send(TestTelemetry stoa, Instant over, List<Long> took) throws Exception {
        while (Instant.now().isBefore(over)) {
            String[] batch = new String[20];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = event("load", Instant.now());
            }
            long started = System.nanoTime();
            assertThat(stoa.send(batch).status()).isEqualTo(202);
            took.add(System.nanoTime() - started);
            Thread.sleep(20);
        }
        return null;
    }
}
