package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.PostgresServer;
import dev.stoa.testkit.TestRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes, freezes and falls silent under two nodes that serve 200 requests a second. */
@Tag("faults")
class RedisOutageIT {
    /** How long each fault lasts: 60 s by {@code -Dfaults.seconds=60}. */
    private static final int SECONDS = Integer.getInteger("faults.seconds", 10);

    @TempDir private Path folder;

    /** What is done to Redis, and what ends it. */
    private record Fault(String name, Act begin, Act end) {}

    private interface Act {
        void run() throws Exception;
    }

    @Test
    void redisThatGoesFreezesOrFallsSilentIsNotNoticedByClients() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                TestRedis redis = TestRedis.started();
                FaultProxy way = FaultProxy.before(redis.port());
                PackagedService one = node("one", server, way);
                PackagedService two = node("two", server, way)) {
            awaitHealth(one, "healthy");
            awaitHealth(two, "healthy");
            List<String> threads = Acknowledged.open(server::stored);
            for (Fault fault :
                    List.of(
                            new Fault("redis-kill9", redis::kill, redis::start),
                            new Fault("redis-frozen", redis::freeze, redis::thaw),
                            new Fault("redis-blackhole", way::blackHole, way::pass))) {
                outlived(fault, one, two, threads);
            }
        }
    }

    private PackagedService node(String name, PostgresServer server, FaultProxy way)
            throws Exception {
        return Outside.demo(folder, name, server, "redis.url=redis://127.0.0.1:" + way.port());
    }

    private static Traffic load(PackagedService service, String name, List<String> threads)
            throws Exception {
        return Traffic.to(service.origin())
                .every(
                        "list",
                        60,
                        // A page of its own now and then: what is not in memory asks Redis.
                        (each, n) ->
                                each.request(
                                                "/api/forum/threads?tab=new&limit=20&page="
                                                        + (1 + n % 40))
                                        .GET())
                .every(
                        "thread",
                        25,
                        (each, n) ->
                                each.request(
                                                "/api/forum/threads/"
                                                        + threads.get((int) n % threads.size()))
                                        .GET())
                .reading("live", 5, "/live")
                .replying("write-" + name, 10, service.demoKey(), threads);
    }

    private static void outlived(
            Fault fault, PackagedService one, PackagedService two, List<String> threads)
            throws Exception {
        Traffic first = load(one, fault.name() + "-one", threads);
        Traffic second = load(two, fault.name() + "-two", threads);
        long began;
        long ended;
        long well;
        try (first;
                second) {
            Thread.sleep(6000);
            began = first.now();
            fault.begin().run();
            awaitHealth(one, "degraded");
            long told = first.now() - began;
            assertThat(told).as("milliseconds until it is told").isLessThan(3000);
            Thread.sleep(Math.max(0, SECONDS * 1000L - told));
            ended = first.now();
            fault.end().run();
            awaitHealth(one, "healthy");
            awaitHealth(two, "healthy");
            well = first.now() - ended;
        }
        List<Traffic.Note> before = reads(first, second, 3000, began);
        List<Traffic.Note> meanwhile = reads(first, second, began, ended);
        long extra = Traffic.quantile(meanwhile, 0.99) - Traffic.quantile(before, 0.99);
        System.out.printf(
                "%s: %d s, %d requests, p99 %d ms before and %d ms meanwhile, longest %d ms, well again after %d ms%n",
                fault.name(),
                SECONDS,
                first.all().count() + second.all().count(),
                Traffic.quantile(before, 0.99),
                Traffic.quantile(meanwhile, 0.99),
                Traffic.quantile(meanwhile, 1),
                well);
        assertThat(
                        Stream.concat(first.all(), second.all())
                                .filter(note -> note.at() >= began)
                                .filter(
                                        note ->
                                                note.status() == 0
                                                        || note.status() >= 500
                                                        || note.took() > 1000)
                                .limit(5))
                .isEmpty();
        assertThat(extra).as("what Redis costs a request, in ms").isLessThan(150);
        assertThat(well).isLessThan(10_000);
    }

    private static List<Traffic.Note> reads(Traffic one, Traffic two, long from, long until) {
        return Stream.of(one, two)
                .flatMap(
                        each ->
                                Stream.concat(
                                        each.notes("list", from, until).stream(),
                                        each.notes("thread", from, until).stream()))
                .toList();
    }

    private static void awaitHealth(PackagedService service, String status) throws Exception {
        long end = System.nanoTime() + 15_000_000_000L;
        while (!service.get("/health").body().startsWith("{\"status\":\"" + status + "\"")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not " + status + " within 15 s");
            }
            Thread.sleep(20);
        }
    }
}
