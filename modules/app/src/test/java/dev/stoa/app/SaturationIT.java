package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every connection waits for a lock that somebody holds; a node is told to stop under work. */
@Tag("faults")
class SaturationIT {
    private static final int SIGTERM = 128 + 15;

    /** Of the service's pool: it opens them one after the other. */
    private static final String CONNECTIONS =
            """
            select least(count(*), 60) from pg_stat_activity
             where datname = 'stoa' and application_name = 'stoa'
            """;

    @TempDir private Path folder;

    @Test
    void whileLocksHoldThePoolTheNodeRefusesInASecondAndSaysHowItIs() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service =
                        Outside.demo(folder, "node", server, "cache.enabled=false")) {
            List<String> threads = Acknowledged.open(server::stored);
            Traffic traffic = Traffic.to(service.origin());
            long held;
            long released;
            try (traffic) {
                traffic.reading("live", 40, "/live")
                        .reading("health", 100, "/health")
                        .reading("ready", 40, "/ready")
                        .every(
                                "thread",
                                60,
                                (each, n) ->
                                        each.request(
                                                        "/api/forum/threads/"
                                                                + threads.get(
                                                                        (int) n % threads.size()))
                                                .GET());
                Thread.sleep(3000);
                held = traffic.now();
                try (HeldLocks _ = HeldLocks.on("threads", server.jdbcUrl())) {
                    Thread.sleep(12_000);
                    released = traffic.now();
                }
                Thread.sleep(4000);
            }
            // From a second on the pool is empty, and some have its connections.
            List<Traffic.Note> refused =
                    traffic.notes("thread", held + 1000, released - 1000).stream()
                            .filter(note -> note.status() == 503)
                            .toList();
            List<Traffic.Note> back = traffic.notes("thread", released + 2000, Long.MAX_VALUE);
            List<Traffic.Note> health = traffic.notes("health", held + 1000, released);
            List<Traffic.Note> live = traffic.notes("live", held + 1000, released);
            System.out.printf(
                    "pool-exhaustion: %d refused, 99 %% within %d ms; /health p95 %d us, p99 %d us; /live p95 %d us, longest %d ms; longest read %d ms; first good read %d ms after release%n",
                    refused.size(),
                    Traffic.quantile(refused, 0.99),
                    Traffic.micros(health, 0.95),
                    Traffic.micros(health, 0.99),
                    Traffic.micros(live, 0.95),
                    Traffic.quantile(live, 1),
                    Traffic.quantile(traffic.notes("thread"), 1),
                    traffic.awaitStatus("thread", 200, released) - released);
            assertThat(refused).hasSizeGreaterThan(300);
            assertThat(Traffic.quantile(refused, 0.99)).isLessThan(1000);
            assertThat(Traffic.quantile(live, 1)).isLessThan(100);
            assertThat(Traffic.micros(health, 0.95)).isLessThan(5000);
            assertThat(health).allMatch(note -> note.status() == 200);
            assertThat(back).allMatch(note -> note.status() == 200 && note.took() < 1000);
            assertThat(Traffic.quantile(traffic.notes("thread"), 1)).isLessThan(7000);
        }
    }

    @Test
    void aNodeThatIsToldToStopAnswersFiftyRequestsOfTwoSecondsFirst() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service =
                        Outside.demo(
                                folder,
                                "node",
                                server,
                                "cache.enabled=false",
                                "database.pool.max=60",
                                "database.pool.min=60")) {
            while (!server.stored(CONNECTIONS).equals("60")) {
                Thread.sleep(50);
            }
            List<String> threads = Acknowledged.open(server::stored);
            Traffic slow = Traffic.to(service.origin());
            Traffic probes = Traffic.to(service.origin());
            long told;
            try (slow;
                    probes) {
                try (HeldLocks _ = HeldLocks.on("threads", server.jdbcUrl())) {
                    slow.once(
                            "slow",
                            50,
                            (each, n) ->
                                    each.request("/api/forum/threads/" + threads.get((int) n))
                                            .GET());
                    Thread.sleep(500);
                    probes.reading("ready", 50, "/ready");
                    Thread.sleep(500);
                    told = probes.now();
                    service.terminate();
                    Thread.sleep(1500);
                }
                assertThat(service.terminated()).isEqualTo(SIGTERM);
            }
            List<Traffic.Note> answers = slow.notes("slow");
            Stream<Traffic.Note> ready = probes.notes("ready", told, told + 1500).stream();
            long unready =
                    ready.filter(note -> note.status() == 503)
                                    .mapToLong(note -> note.at() + note.took())
                                    .min()
                                    .orElseThrow()
                            - told;
            System.out.printf(
                    "sigterm-drain: %d of 50 answered 200, the longest after %d ms; not ready after %d ms%n",
                    answers.stream().filter(note -> note.status() == 200).count(),
                    Traffic.quantile(answers, 1),
                    unready);
            assertThat(answers).hasSize(50).allMatch(note -> note.status() == 200);
            assertThat(answers).allMatch(note -> note.took() > 1900);
            assertThat(unready).isLessThan(300);
        }
    }
}
