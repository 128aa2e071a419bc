package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients send batches of events, again until they are acknowledged, while the service is killed:
 * each event is there once, and the rollups say what the rows do.
 */
class TelemetryCrashIT {
    private static final int CLIENTS = 16;
    private static final int BATCH = 25;
    private static final String LOST =
            """
            with truth as (
                select k.grain, date_trunc(k.grain, e.occurred_at, 'UTC') as bucket, e.type, count(*) as n
                  from telemetry_events e cross join (values ('minute'), ('hour'), ('day')) k(grain)
                 group by 1, 2, 3),
                 rolled as (select grain, bucket, type, sum(events) as n from telemetry_rollups group by 1, 2, 3)
            select (select count(*) from telemetry_events) || ' events of '
                   || (select count(distinct event_id) from telemetry_events) || ', '
                   || (select count(*) from truth t full join rolled r using (grain, bucket, type)
                        where t.n is distinct from r.n) || ' rollups wrong, '
                   || (select sum(events) from telemetry_types) || ' by type'
            """;

    @TempDir private Path folder;

    private volatile PackagedService service;
    private final Semaphore acknowledged = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
        service = started();
        KeyedMembers.make(service, CLIENTS, "telemetry:write");
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private PackagedService started() throws Exception {
        return PackagedService.started(folder.resolve("data"), KeyedMembers.SETTINGS);
    }

    @Test
    void everyAcknowledgedEventIsThereOnceThoughTheServiceIsKilled() throws Exception {
        killed(2, 60);
    }

    @Test
    @Tag("faults")
    void everyAcknowledgedEventIsThereOnceThoughTheServiceIsKilledTwentyTimes() throws Exception {
        killed(20, 400);
    }

    /**
     * @param batches of each client
     */
    private void killed(int kills, int batches) throws Exception {
        int resent = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int client = 1; client <= CLIENTS; client++) {
                int who = client;
                clients.add(threads.submit(() -> sent(who, batches)));
            }
            for (int i = 0; i < kills; i++) {
                acknowledged.acquire(CLIENTS * batches / (kills + 1));
                service.kill();
                service = started();
            }
            for (Future<Integer> client : clients) {
                resent += client.get();
            }
        }
        while (!service.stored("select count(*) from telemetry_deltas").equals("0")) {
            Thread.sleep(50);
        }
        int events = CLIENTS * batches * BATCH;
        assertThat(service.stored(LOST))
                .isEqualTo("%d events of %1$d, 0 rollups wrong, %1$d by type".formatted(events));
        assertThat(resent).as("some were sent again").isPositive();
        assertThat(service.isLogged("deadlock")).isFalse();
    }

    /** Sends batches, each until it is acknowledged; returns how often one was sent again. */
    private int sent(int client, int batches) throws Exception {
        Random random = new Random(client);
        int resent = 0;
        for (int i = 0; i < batches; i++) {
            String batch = batch(random);
            while (!isAcknowledged(client, batch)) {
                resent++;
                Thread.sleep(20);
            }
            acknowledged.release();
        }
        return resent;
    }

    private static String batch(Random random) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(
                    "{\"eventId\":\"%s\",\"type\":\"crash.%d\",\"occurredAt\":\"%s\",\"props\":{\"n\":%d}}"
                            .formatted(
                                    new UUID(random.nextLong(), random.nextLong()),
                                    random.nextInt(5),
                                    Instant.now().minusSeconds(random.nextInt(600)),
                                    i));
        }
        return "[" + String.join(",", events) + "]";
    }

    private boolean isAcknowledged(int client, String batch) throws Exception {
        try {
            HttpResponse<String> answer =
                    service.post(
                            "/api/telemetry/events", batch, "X-API-Key", KeyedMembers.key(client));
            if (answer.statusCode() >= 500) {
                return false;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(answer.body()).contains("\"rejected\":[]");
            return true;
        } catch (IOException e) {
            // Killed, or not started again yet.
            return false;
        }
    }
}
