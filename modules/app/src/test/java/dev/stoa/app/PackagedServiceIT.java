package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is delivered: jars on the module path, a database of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedServiceIT {
    private static final int SIGTERM = 128 + 15;
    private static final String CONTENT =
            """
            select md5(string_agg(t.id || t.title, ',' order by t.id))
                   || (select count(*) from posts) || ' ' || (select count(*) from post_votes)
              from threads t
            """;
    private static final String VIEWS = "select sum(view_count) from thread_stats";

    /** One folder for both tests: making the demo community takes longest. */
    @TempDir private static Path folder;

    private static Path data() {
        return folder.resolve("data");
    }

    @Test
    @Order(1)
    void aPackagedNodeServesADemoAndLeavesNothingBehindOnSigterm() throws Exception {
        try (var service = PackagedService.started(data(), "demo")) {
            assertThat(service.get("/ready").statusCode()).isEqualTo(200);
            assertThat(service.get("/health").body()).contains("\"database\":{\"status\":\"");
            assertThat(service.get("/api/forum/threads").body())
                    .startsWith("{\"items\":[{")
                    .contains("\"page\":");
            assertThat(service.get("/openapi").body()).startsWith("{\"openapi\":\"3.1.");
            assertThat(service.get("/docs/swagger-ui.css").statusCode()).isEqualTo(200);
            assertThat(PackagedService.databases(data())).hasSize(1);

            assertThat(service.terminated()).isEqualTo(SIGTERM);

            assertThat(PackagedService.databases(data())).isEmpty();
            assertThat(service.output()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    @Order(2)
    void aNodeKilledUnderLoadComesBackWithItsDataAndOneDatabase() throws Exception {
        String before;
        long views;
        try (var service = PackagedService.started(data(), "demo")) {
            before = service.stored(CONTENT);
            try (var load = new Load(service)) {
                load.awaitAnswers(300);
                views = awaitMore(service, Long.parseLong(service.stored(VIEWS)));
                service.kill();
            }
            List<ProcessHandle> orphans = PackagedService.databases(data());

            try (var again = PackagedService.started(data())) {
                assertThat(again.get("/ready").statusCode()).isEqualTo(200);
                // An ended process that nobody has waited for yet still counts as alive.
                assertThat(PackagedService.databases(data()))
                        .hasSize(1)
                        .doesNotContainAnyElementsOf(orphans);
                assertThat(again.stored(CONTENT)).isEqualTo(before);
                assertThat(Long.parseLong(again.stored(VIEWS))).isGreaterThanOrEqualTo(views);
                assertThat(again.stored("show fsync")).isEqualTo("on");
                assertThat(again.stored("show shared_buffers")).isEqualTo("32MB");
                assertThat(again.get("/api/forum/threads").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    @Order(3)
    void aNodeWhosePostgresIsKilledStartsItAgainAndKeepsWhatItAcknowledged() throws Exception {
        try (var service =
                PackagedService.started(data(), "demo", "--set", "rate-limits.profile=off")) {
            service.get("/api/forum/threads?limit=20");
            Traffic traffic = Traffic.to(service.origin());
            long killed;
            try (traffic) {
                traffic.reading("live", 10, "/live")
                        .reading("cached", 50, "/api/forum/threads?tab=trending")
                        .reading("list", 20, "/api/forum/threads?limit=20")
                        .replying(
                                "write", 30, service.demoKey(), Acknowledged.open(service::stored));
                traffic.awaitStatus("write", 201, 0);
                Thread.sleep(1000);
                killed = traffic.now();
                for (ProcessHandle each : PackagedService.databases(data())) {
                    each.destroyForcibly();
                }
                Thread.sleep(500);
                traffic.awaitStatus("write", 201, killed + 300);
                Thread.sleep(1000);
            }
            assertThat(service.output()).contains("PostgreSQL ended by itself", "is up again");
            List<Traffic.Note> writes = traffic.notes("write");
            assertThat(writes.stream().filter(note -> !note.isDoneOrRefused())).isEmpty();
            long back = traffic.awaitStatus("write", 201, killed + 300) - killed;
            assertThat(back).as("milliseconds to the first write").isLessThan(10_000);
            assertThat(traffic.notes("live").stream().filter(note -> note.status() != 200))
                    .isEmpty();
            assertThat(traffic.notes("list").stream().filter(note -> note.status() != 200))
                    .as("reads of what was read before")
                    .isEmpty();
            List<String> acknowledged = Acknowledged.posts(writes);
            assertThat(service.stored(Acknowledged.counted(acknowledged)))
                    .isEqualTo(Integer.toString(acknowledged.size()));
            System.out.printf(
                    "embedded PostgreSQL killed: %d writes acknowledged, %d refused, writes again after %d ms%n",
                    acknowledged.size(), writes.size() - acknowledged.size(), back);
        }
    }

    /** Views are added every few seconds; waits until some were. */
    private static long awaitMore(PackagedService service, long first) throws Exception {
        long views = first;
        for (int i = 0; i < 300 && views == first; i++) {
            Thread.sleep(100);
            views = Long.parseLong(service.stored(VIEWS));
        }
        assertThat(views).isGreaterThan(first);
        return views;
    }

    /** Reads threads from virtual threads until it is closed; what fails is not its concern. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final java.util.concurrent.Semaphore answers =
                new java.util.concurrent.Semaphore(0);
        private final java.util.concurrent.ExecutorService threads =
                Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> readers;

        Load(PackagedService service) {
            readers =
                    IntStream.range(0, 8)
                            .<Future<?>>mapToObj(n -> threads.submit(() -> read(service, n)))
                            .toList();
        }

        private Void read(PackagedService service, int reader) throws Exception {
            for (int i = 0; !over.get(); i++) {
                String path = "/api/forum/threads/" + (1 + (i * 8 + reader) % 500);
                if (service.get(path).statusCode() < 500) {
                    answers.release();
                }
            }
            return null;
        }

        void awaitAnswers(int count) throws InterruptedException {
            assertThat(answers.tryAcquire(count, 60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }

        @Override
        public void close() {
            over.set(true);
            readers.forEach(reader -> reader.cancel(true));
            threads.close();
        }
    }
}
