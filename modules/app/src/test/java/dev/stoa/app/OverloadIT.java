package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five times as many requests as the service can answer come in at their own pace: it goes on
 * answering about as many as it can, refuses the rest at once, and is well again when they stop.
 *
 * <p>The service does without its cache, so that each request costs statements. It has one
 * processor with its PostgreSQL, and the load another.
 */
@Tag("faults")
class OverloadIT {
    private static final int CLIENTS = 16;
    private static final int CONNECTIONS = 1500;
    private static final List<String> WORDS =
            List.of("short", "about", "zone", "page", "work", "like", "fotequos", "cold", "game");

    @TempDir private Path folder;

    private static RawLoad load(PackagedService service, List<String> threads) throws Exception {
        return new RawLoad(
                service.origin(),
                n ->
                        n % 2 == 0
                                ? "/api/forum/search?limit=20&q="
                                        + WORDS.get((int) (n / 2 % WORDS.size()))
                                : "/api/forum/threads/" + threads.get((int) n % threads.size()));
    }

    @Test
    void fiveTimesTheLoadStillGetsFourFifthsOfThePeakAndRefusalsAtOnce() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service =
                        Outside.demo(folder, "node", server, "cache.enabled=false")) {
            RawLoad load = load(service, Acknowledged.open(server::stored));
            Processors.give(0, server.pids());
            Processors.give(0, List.of(service.pid()));
            Processors.give(1, List.of(ProcessHandle.current().pid()));
            try {
                load.closed(CLIENTS, Duration.ofSeconds(10));
                overloaded(load, peak(load));
            } finally {
                Processors.giveAll(ProcessHandle.current().pid());
            }
        }
    }

    private static double good(List<RawLoad.Shot> shots, long from, long until) {
        return 1000.0
                * shots.stream()
                        .filter(shot -> shot.status() == 200)
                        .filter(shot -> shot.at() >= from && shot.at() < until)
                        .count()
                / (until - from);
    }

    private static double peak(RawLoad load) {
        return good(load.closed(CLIENTS, Duration.ofSeconds(8)), 0, 8000);
    }

    private static void overloaded(RawLoad load, double before) {
        List<RawLoad.Shot> storm = load.open(CONNECTIONS, 5 * before, Duration.ofSeconds(22));
        List<RawLoad.Shot> after = load.open(CLIENTS * 4, before / 2, Duration.ofSeconds(12));
        // The machine is not the same all the time.
        double peak = (before + peak(load)) / 2;
        // Two seconds to come up.
        List<RawLoad.Shot> shots = storm.stream().filter(shot -> shot.at() >= 2000).toList();
        double good = good(shots, 2000, 22_000);
        List<RawLoad.Shot> refused = shots.stream().filter(shot -> shot.status() == 503).toList();
        List<RawLoad.Shot> served = shots.stream().filter(shot -> shot.status() == 200).toList();
        long ill =
                after.stream()
                        .filter(shot -> shot.status() != 200 || shot.took() > 250)
                        .mapToLong(shot -> shot.at() + shot.took())
                        .max()
                        .orElse(0);
        System.out.printf(
                "overload: peak %.0f/s; offered %.0f/s: %.0f/s good (%.0f %% of peak; p50 %d, p99 %d ms), %d refused (p50 %d, p95 %d, p99 %d ms), %d otherwise; well again after %d ms%n",
                peak,
                shots.size() / 20.0,
                good,
                100 * good / peak,
                RawLoad.quantile(served, 0.5),
                RawLoad.quantile(served, 0.99),
                refused.size(),
                RawLoad.quantile(refused, 0.5),
                RawLoad.quantile(refused, 0.95),
                RawLoad.quantile(refused, 0.99),
                shots.size() - served.size() - refused.size(),
                ill);
        assertThat(good).isGreaterThan(0.8 * peak);
        assertThat(RawLoad.quantile(refused, 0.95)).isLessThanOrEqualTo(100);
        assertThat(ill).isLessThan(10_000);
    }
}
