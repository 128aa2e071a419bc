package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each thing that a node or its database may suffer from is done to it, and then seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FindingsIT {
    private static final Statement HOLD =
            Statement.of("test.lock.hold", Budget.ms(10), "select pg_sleep(0.5)");

    private final RunningNode node =
            RunningNode.with(
                    "maintenance.monitor-interval",
                    "1s",
                    "monitoring.slow-request",
                    "50ms",
                    "database.pool.max",
                    "2",
                    "cache.threads-recent.max-entries",
                    "3",
                    "cache.tags-popular.ttl",
                    "40ms");
    private final TestClient admin = new TestClient(node.node().adminPort());

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    /** Waits for the newest finding of a kind and subject that is as wanted. */
    private JsonNode await(String kind, String subject, Predicate<JsonNode> wanted)
            throws Exception {
        String path = "/api/ops/findings?state=all&sort=discovered&limit=100&kind=" + kind;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            TestClient.Answer answer = admin.get(path);
            last = answer.body();
            for (JsonNode each : answer.json().get("items")) {
                if (each.get("subject").asText().equals(subject) && wanted.test(each)) {
                    return each;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no " + kind + " of " + subject + " in " + last);
    }

    private static boolean isOpen(JsonNode finding) {
        return finding.get("resolved_at").isNull();
    }

    private void run(String job) throws Exception {
        TestClient.Answer asked = admin.post("/api/ops/jobs/" + job + "/runs");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (asked.status() != 202 && System.nanoTime() < end) {
            Thread.sleep(100);
            asked = admin.post("/api/ops/jobs/" + job + "/runs");
        }
        assertThat(asked.status()).isEqualTo(202);
    }

    @Test
    void aSlowRouteIsFoundWithTheStatementBehindIt() throws Exception {
        for (int i = 0; i < 12; i++) {
            node.get("/faulty/query");
        }
        // Requests that waited in vain for a connection are slow without one.
        JsonNode found =
                await(
                        "route-slow",
                        "GET /faulty/query",
                        each ->
                                isOpen(each)
                                        && each.at("/evidence/statement")
                                                .asText()
                                                .equals("faulty.sleep.run"));

        assertThat(found.get("summary").asText()).contains("faulty.sleep.run took longest in");
        assertThat(found.get("advice").asText()).contains("plan of faulty.sleep.run");
        assertThat(found.at("/evidence/statement").asText()).isEqualTo("faulty.sleep.run");
        assertThat(found.get("node").asText()).isNotEmpty();
        assertThat(found.get("confidence_score").asDouble()).isBetween(0.5, 0.95);
        assertThat(found.get("discovered_at").asText()).endsWith("Z");
        assertThat(
                        admin.get("/metrics", "Accept", "application/json")
                                .json()
                                .get("recommendations"))
                .anyMatch(each -> each.get("kind").asText().equals("route-slow"));
        // Nobody asks any more: it is over, and stays in the history.
        String id = found.get("id").asText();
        await(
                "route-slow",
                "GET /faulty/query",
                each -> !isOpen(each) && each.get("id").asText().equals(id));
    }

    @Test
    void aFailingRouteIsFoundWithItsTrace() throws Exception {
        String trace = "";
        for (int i = 0; i < 5; i++) {
            trace = RunningNode.traceId(node.get("/faulty/broken"));
        }
        JsonNode found = await("route-failing", "GET /faulty/broken", FindingsIT::isOpen);

        assertThat(found.get("summary").asText())
                .contains("of 5 requests", "100.0 %", "most with internal");
        assertThat(found.at("/evidence/failures").asInt()).isEqualTo(5);
        assertThat(found.at("/evidence/traceId").asText()).isEqualTo(trace);
    }

    @Test
    void aCacheThatIsTooSmallIsFound() throws Exception {
        for (int round = 0; round < 4; round++) {
            for (int limit = 1; limit <= 40; limit++) {
                node.get("/api/forum/threads?tab=recent&limit=" + limit);
            }
        }
        JsonNode found = await("cache-hit-rate-low", "threads-recent", FindingsIT::isOpen);

        assertThat(found.get("advice").asText())
                .contains("raise cache.threads-recent.max-entries above 3");
        assertThat(found.at("/evidence/evictions").asInt()).isGreaterThan(20);
    }

    @Test
    void aTtlThatIsTooShortIsFoundByTheMonthlyReview() throws Exception {
        for (int i = 0; i < 30; i++) {
            for (int again = 0; again < 4; again++) {
                node.get("/api/forum/tags");
            }
            Thread.sleep(45);
        }
        run("maintenance.ttls.review");
        JsonNode found = await("cache-ttl-short", "tags-popular", FindingsIT::isOpen);

        assertThat(found.get("node").isNull()).isTrue();
        assertThat(found.get("advice").asText()).contains("Raise cache.tags-popular.ttl");
        assertThat(found.at("/evidence/loadsInVain").asInt()).isGreaterThan(10);
    }

    @Test
    void waitsForConnectionsAreFoundWithWhatHoldsThem() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                all.add(threads.submit(() -> hold(held, enough)));
            }
            held.await();
            for (int i = 0; i < 6; i++) {
                all.add(threads.submit(() -> node.get("/faulty/query")));
            }
            JsonNode found = await("pool-waiting", "stoa", FindingsIT::isOpen);
            enough.countDown();
            for (Future<?> each : all) {
                each.get();
            }

            assertThat(found.get("summary").asText())
                    .contains("waits for a connection", "greedy: test.lock.hold held");
            assertThat(found.get("advice").asText()).contains("hold connections shorter");
            assertThat(found.at("/evidence/refused").asInt()).isPositive();
            assertThat(found.at("/evidence/holderShare").asDouble()).isGreaterThan(0.5);
        }
    }

    private boolean hold(CountDownLatch held, CountDownLatch enough) {
        Work.within("greedy", Duration.ofSeconds(8))
                .run(
                        (Runnable)
                                () ->
                                        node.node()
                                                .database()
                                                .transaction(
                                                        transaction -> {
                                                            held.countDown();
                                                            while (enough.getCount() > 0) {
                                                                transaction.list(
                                                                        HOLD, row -> row.isNull(0));
                                                            }
                                                            return true;
                                                        }));
        return true;
    }

    @Test
    void partitionsThatEndSoonAndIdsThatRunOutAreFoundUntilTheyDoNot() throws Exception {
        node.database()
                .execute(
                        """
                        create table ending (at timestamptz not null) partition by range (at);
                        do $$ begin
                            execute format(
                                'create table ending_last partition of ending for values from (%L) to (%L)',
                                current_date - 20, current_date + 3);
                        end $$;
                        create table lasting (at timestamptz not null) partition by range (at);
                        do $$ begin
                            execute format(
                                'create table lasting_last partition of lasting for values from (%L) to (%L)',
                                current_date + 60, current_date + 90);
                        end $$;
                        create table numbered (id smallint generated always as identity primary key);
                        select setval(pg_get_serial_sequence('numbered', 'id'), 32000)
                        """);
        run("maintenance.indexes.analyse");
        JsonNode horizon = await("partition-horizon", "ending", FindingsIT::isOpen);
        JsonNode ids = await("id-headroom", "numbered", FindingsIT::isOpen);

        assertThat(horizon.get("confidence_score").asDouble()).isEqualTo(1.0);
        assertThat(horizon.at("/evidence/hoursLeft").asInt()).isBetween(48, 72);
        assertThat(ids.get("summary").asText())
                .isEqualTo("numbered.id has come to 32000 of 32767: 2.3 % are left.");
        assertThat(admin.get("/api/ops/findings?limit=100").body())
                .doesNotContain("\"subject\":\"lasting\"");

        node.database().execute("drop table ending; drop table lasting; drop table numbered");
        run("maintenance.indexes.analyse");
        await("partition-horizon", "ending", each -> !isOpen(each));
        await("id-headroom", "numbered", each -> !isOpen(each));
    }

    @Test
    void findingsAreListedByConfidenceAndPagedByCursor() throws Exception {
        node.database()
                .execute(
                        """
                        insert into findings (kind, subject, summary, advice, confidence_score)
                        select 'test-page', 's' || n, 's', 'a', n / 10.0 from generate_series(1, 5) n
                        """);
        TestClient.Answer first = admin.get("/api/ops/findings?kind=test-page&limit=2");
        assertThat(first.statements()).isEqualTo(1);
        assertThat(first.text("/items/0/subject")).isEqualTo("s5");
        TestClient.Answer second =
                admin.get(
                        "/api/ops/findings?kind=test-page&limit=2&after="
                                + first.text("/page/next"));
        assertThat(second.text("/items/0/subject")).isEqualTo("s3");
        assertThat(admin.get("/api/ops/findings?kind=test-page&least=35").json().get("items"))
                .hasSize(2);
        assertThat(admin.get("/api/ops/findings?kind=test-page&state=resolved").json().get("items"))
                .isEmpty();
        TestClient.Answer other =
                admin.get("/api/ops/findings?limit=2&after=" + first.text("/page/next"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(admin.get("/api/ops/findings?least=101").text("/errors/0/pointer"))
                .isEqualTo("query/least");
    }

    @Test
    void largeTablesAreAnalyzed() throws Exception {
        run("maintenance.tables.analyze");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String runs = "/api/ops/jobs/maintenance.tables.analyze/runs?limit=1";
        while (admin.get(runs).json().at("/items/0/details/analyzed").asInt() == 0) {
            assertThat(System.nanoTime()).as(admin.get(runs).body()).isLessThan(end);
            Thread.sleep(100);
        }
        assertThat(
                        node.database()
                                .rows(
                                        "select last_analyze is not null from pg_stat_user_tables where relname = 'posts'"))
                .containsExactly("t");
    }

    @Test
    void whatAGoneNodeFoundOfItselfIsOver() throws Exception {
        node.database()
                .execute(
                        """
                        insert into findings (kind, subject, node, summary, advice, confidence_score, last_seen_at)
                        values ('test-gone', 'x', 'gone', 's', 'a', 1, now() - interval '11 minutes')
                        """);
        run("maintenance.performance.monitor");
        await("test-gone", "x", each -> !isOpen(each));
    }
}
