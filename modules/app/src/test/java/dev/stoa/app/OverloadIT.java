package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final List<String> WORDS =
            List.of("short", "about", "zone", "page", "work", "like", "fotequos", "cold", "game");

    @TempDir private Path folder;

    private static Traffic.Asked mixed(List<String> threads) {
        return (traffic, n) ->
                traffic.request(
                                n % 2 == 0
                                        ? "/api/forum/search?limit=20&q="
                                                + WORDS.get((int) (n / 2 % WORDS.size()))
                                        : "/api/forum/threads/"
                                                + threads.get((int) n % threads.size()))
                        .GET();
    }

    /** Answers a second that {@code CLIENTS} get who ask again as soon as they are answered. */
    private static double peak(PackagedService service, List<String> threads, Duration time)
            throws Exception {
        AtomicLong good = new AtomicLong();
        AtomicLong next = new AtomicLong();
        URI origin = service.origin();
        long end = System.nanoTime() + time.toNanos();
        Traffic mixed = Traffic.to(origin);
        try (mixed;
                var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(
                        () -> {
                            while (System.nanoTime() < end) {
                                HttpRequest request =
                                        mixed(threads)
                                                .request(mixed, next.getAndIncrement())
                                                .build();
                                HttpResponse<String> answer =
                                        client.send(request, HttpResponse.BodyHandlers.ofString());
                                if (answer.statusCode() == 200) {
                                    good.incrementAndGet();
                                }
                            }
                            return null;
                        });
            }
        }
        return good.get() / (time.toMillis() / 1000.0);
    }

    @Test
    void fiveTimesTheLoadStillGetsFourFifthsOfThePeakAndRefusalsAtOnce() throws Exception {
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                PackagedService service =
                        Outside.demo(folder, "node", server, "cache.enabled=false")) {
            List<String> threads = Acknowledged.open(server::stored);
            Processors.give(0, server.pids());
            Processors.give(0, List.of(service.pid()));
            Processors.give(1, List.of(ProcessHandle.current().pid()));
            try {
                peak(service, threads, Duration.ofSeconds(10));
                double peak = peak(service, threads, Duration.ofSeconds(8));
                overloaded(service, threads, peak);
            } finally {
                Processors.giveAll(ProcessHandle.current().pid());
            }
        }
    }

    private static void overloaded(PackagedService service, List<String> threads, double peak)
            throws Exception {
        int seconds = 12;
        Traffic storm = Traffic.to(service.origin());
        long ended;
        try (storm) {
            storm.every("mixed", 5 * peak, mixed(threads)).reading("live", 10, "/live");
            Thread.sleep(seconds * 1000L);
            ended = storm.now();
        }
        Traffic after = Traffic.to(service.origin());
        try (after) {
            after.every("mixed", peak / 2, mixed(threads));
            Thread.sleep(12_000);
        }
        // Two seconds to come up, and nothing of the end, when there is less to do.
        List<Traffic.Note> notes = storm.notes("mixed", 2000, ended);
        double good =
                notes.stream().filter(note -> note.status() == 200).count()
                        / (ended - 2000.0)
                        * 1000;
        List<Traffic.Note> refused = notes.stream().filter(note -> note.status() == 503).toList();
        List<Traffic.Note> served = notes.stream().filter(note -> note.status() == 200).toList();
        long ill =
                after.notes("mixed").stream()
                        .filter(note -> note.status() != 200 || note.took() > 250)
                        .mapToLong(note -> note.at() + note.took())
                        .max()
                        .orElse(0);
        System.out.printf(
                "overload: peak %.0f/s; offered %.0f/s: %.0f/s good (%.0f %% of peak; p50 %d, p99 %d ms), refused %d (p50 %d, p95 %d, p99 %d ms), unanswered %d; /live p95 %d ms; well again after %d ms%n",
                peak,
                notes.size() / (ended - 2000.0) * 1000,
                good,
                100 * good / peak,
                Traffic.quantile(served, 0.5),
                Traffic.quantile(served, 0.99),
                refused.size(),
                Traffic.quantile(refused, 0.5),
                Traffic.quantile(refused, 0.95),
                Traffic.quantile(refused, 0.99),
                notes.stream().filter(note -> note.status() == 0).count(),
                Traffic.quantile(storm.notes("live"), 0.95),
                ill);
        assertThat(good).isGreaterThan(0.8 * peak);
        assertThat(Traffic.quantile(refused, 0.95)).isLessThanOrEqualTo(100);
        assertThat(ill).isLessThan(10_000);
    }
}
