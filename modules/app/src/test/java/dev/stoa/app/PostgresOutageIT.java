package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL of its own process is killed, frozen and failed over under 200 requests a second:
 * reads go on, writes are refused at once, and nothing that was acknowledged is lost.
 */
@Tag("faults")
class PostgresOutageIT {
    /** How long it is away: 30 s by {@code -Dfaults.seconds=30}. */
    private static final int SECONDS = Integer.getInteger("faults.seconds", 10);

    private static final String LIST = "/api/forum/threads?tab=recent&limit=20";

    @TempDir private Path folder;

    private Traffic traffic(PackagedService service, PostgresServer server) throws Exception {
        List<String> threads = Acknowledged.open(server::stored);
        return Traffic.to(service.origin())
                .reading("live", 10, "/live")
                .reading("health", 10, "/health")
                .reading("list", 100, LIST)
                .every(
                        "thread",
                        50,
                        (traffic, n) ->
                                traffic.request(
                                                "/api/forum/threads/"
                                                        + threads.get((int) n % threads.size()))
                                        .GET())
                .replying("write", 30, service.demoKey(), threads);
    }

    private static PackagedService service(Path folder, String url, String... more)
            throws Exception {
        PackagedService service = Outside.demo(folder, "node", url, more);
        service.get(LIST);
        return service;
    }

    private static void assertNone(
            String what, List<Traffic.Note> notes, Predicate<Traffic.Note> wrong) {
        assertThat(notes.stream().filter(wrong).limit(5)).as(what).isEmpty();
    }

    private static void assertAcknowledgedAreStored(Traffic traffic, PostgresServer server) {
        List<String> posts = Acknowledged.posts(traffic.notes("write"));
        assertThat(server.stored(Acknowledged.counted(posts)))
                .isEqualTo(Integer.toString(posts.size()));
    }

    private static long longest(Traffic traffic) {
        return traffic.all().mapToLong(Traffic.Note::took).max().orElse(0);
    }

    @Test
    void whileItIsKilledReadsAreServedAndWritesRefusedAtOnce() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service =
                        service(folder, server.jdbcUrl(), "cache.threads-recent.ttl=2s")) {
            Traffic traffic = traffic(service, server);
            long killed;
            long restarted;
            try (traffic) {
                Thread.sleep(2000);
                killed = traffic.now();
                server.kill();
                Thread.sleep(SECONDS * 1000L);
                restarted = traffic.now();
                server.restart();
                traffic.awaitStatus("write", 201, restarted);
                Thread.sleep(1000);
            }
            long back = traffic.awaitStatus("write", 201, restarted) - restarted;
            assertNone("no answer", traffic.all().toList(), note -> note.status() == 0);
            assertNone("live", traffic.notes("live"), note -> note.status() != 200);
            assertNone("reads", traffic.notes("list"), note -> note.status() != 200);
            assertThat(traffic.notes("list", killed + 4000, restarted))
                    .anyMatch(note -> note.cache().equals("STALE"));
            assertNone(
                    "writes",
                    traffic.notes("write", killed, restarted),
                    note -> !note.isDoneOrRefused());
            List<Traffic.Note> known = traffic.notes("write", killed + 2000, restarted);
            assertNone("writes", known, note -> !note.code().equals("read-only"));
            assertThat(Traffic.quantile(known, 0.99)).isLessThan(100);
            assertThat(traffic.notes("health", killed + 1700, restarted))
                    .allMatch(note -> note.status() == 503);
            assertThat(back).isLessThan(10_000);
            assertAcknowledgedAreStored(traffic, server);
            System.out.printf(
                    "pg-kill9: away %d s, %d writes acknowledged, refused within %d ms (p99 once known %d ms), stale reads %d, writes again %d ms after the restart began%n",
                    SECONDS,
                    Acknowledged.posts(traffic.notes("write")).size(),
                    traffic.notes("write", killed, restarted).stream()
                            .mapToLong(Traffic.Note::took)
                            .max()
                            .orElse(0),
                    Traffic.quantile(known, 0.99),
                    traffic.notes("list").stream()
                            .filter(note -> note.cache().equals("STALE"))
                            .count(),
                    back);
        }
    }

    @Test
    void whileItIsFrozenNothingWaitsOverFiveSeconds() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service = service(folder, server.jdbcUrl())) {
            Traffic traffic = traffic(service, server);
            long frozen;
            long thawed;
            try (traffic) {
                Thread.sleep(2000);
                frozen = traffic.now();
                server.freeze();
                Thread.sleep(SECONDS * 1000L);
                thawed = traffic.now();
                server.thaw();
                traffic.awaitStatus("write", 201, thawed);
                Thread.sleep(1000);
            } finally {
                server.thaw();
            }
            long back = traffic.awaitStatus("write", 201, thawed) - thawed;
            assertNone(
                    "over 5 s or unanswered",
                    traffic.all().toList(),
                    note -> note.took() > 5000 || note.status() == 0);
            assertNone("live", traffic.notes("live"), note -> note.status() != 200);
            assertNone("reads", traffic.notes("list"), note -> note.status() != 200);
            List<Traffic.Note> health = traffic.notes("health", frozen, thawed);
            long told =
                    health.stream()
                                    .filter(note -> note.status() == 503)
                                    .mapToLong(note -> note.at() + note.took())
                                    .min()
                                    .orElseThrow()
                            - frozen;
            assertThat(told).as("milliseconds until health tells").isLessThan(2000);
            assertThat(back).isLessThan(10_000);
            assertAcknowledgedAreStored(traffic, server);
            System.out.printf(
                    "pg-frozen: frozen %d s, longest answer %d ms, health told after %d ms, writes again %d ms after%n",
                    SECONDS, longest(traffic), told, back);
        }
    }

    @Test
    void readsGoToTheReplicaAndWritesToTheServerThatIsMadePrimary() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"))) {
            // Filled before it is copied.
            service(folder, server.jdbcUrl()).close();
            try (PostgresServer standby = server.standby(folder.resolve("standby"));
                    FaultProxy way = FaultProxy.before(server.port());
                    PackagedService service =
                            service(
                                    folder,
                                    server.jdbcUrl().replace(":" + server.port(), ":" + way.port()),
                                    "database.replica-url=" + standby.jdbcUrl(),
                                    "cache.enabled=false")) {
                replicated(service, server, standby, way);
            }
        }
    }

    private void replicated(
            PackagedService service, PostgresServer server, PostgresServer standby, FaultProxy way)
            throws Exception {
        Traffic traffic = traffic(service, server);
        long killed;
        long onStandby;
        long promoted;
        long told;
        try (traffic) {
            Thread.sleep(2000);
            killed = traffic.now();
            server.kill();
            Thread.sleep(4000);
            assertThat(service.get("/ready").body()).isEqualTo("{\"status\":\"degraded\"}");
            assertThat(service.get("/health").statusCode()).isEqualTo(200);
            // The primary's address leads to the standby from now on.
            onStandby = traffic.now();
            way.redirect(standby.port());
            Thread.sleep(3000);
            assertThat(service.get("/ready").body()).isEqualTo("{\"status\":\"degraded\"}");
            promoted = traffic.now();
            standby.promote();
            told = traffic.awaitStatus("write", 201, promoted);
            Thread.sleep(1000);
        }
        assertNone(
                "reads once the primary is known to be away",
                traffic.notes("list", killed + 2000, onStandby),
                note -> note.status() != 200);
        assertNone(
                "reads of the standby",
                traffic.notes("thread", onStandby + 2000, promoted),
                note -> note.status() != 200);
        assertNone(
                "writes",
                traffic.notes("write", killed + 2000, promoted),
                note -> !note.code().equals("read-only"));
        assertNone("live", traffic.notes("live"), note -> note.status() != 200);
        System.out.printf(
                "failover: reads of the replica %d, refused writes %d, writes again %d ms after the promotion%n",
                traffic.notes("list", killed + 2000, promoted).size()
                        + traffic.notes("thread", killed + 2000, promoted).size(),
                traffic.notes("write", killed, promoted).stream()
                        .filter(note -> note.status() == 503)
                        .count(),
                told - promoted);
    }
}
