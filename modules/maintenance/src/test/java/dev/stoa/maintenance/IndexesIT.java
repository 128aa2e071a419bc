package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.index.Indexes;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is wrong with indexes and tables, provoked, found and mended beside the traffic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexesIT {
    private static final String ADVICE = "/api/ops/indexes/advice";

    private final RunningNode node =
            RunningNode.with(
                    "maintenance.tables.large-rows",
                    "1000",
                    "maintenance.indexes.unused-after",
                    "1ms",
                    "maintenance.bloat.least",
                    "256KiB");
    private final TestDatabase database = node.database();
    private final TestClient admin = new TestClient(node.node().adminPort());
    private final Examiner examiner =
            new Indexes(InsightProvider.platform()).examiners().getFirst();

    @BeforeAll
    void fill() {
        database.execute(
                """
                create table insight_rows (n bigint not null, note text not null);
                insert into insight_rows select n, 'note ' || n from generate_series(1, 60000) n;
                create table insight_parents (id bigint primary key);
                insert into insight_parents select n from generate_series(1, 100) n;
                create table insight_children (id bigint primary key, parent_id bigint not null references insight_parents);
                insert into insight_children select n, n % 100 + 1 from generate_series(1, 5000) n;
                analyze insight_rows, insight_parents, insight_children;
                """);
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private Optional<Finding> found(String kind, String subject) {
        return examiner.examine().stream()
                .filter(each -> each.kind().equals(kind) && each.subject().equals(subject))
                .findFirst();
    }

    private Optional<JsonNode> advice(String id) {
        List<JsonNode> items = new ArrayList<>();
        admin.get(ADVICE).json().get("items").forEach(items::add);
        return items.stream().filter(each -> each.get("id").asText().equals(id)).findFirst();
    }

    /** Applies advice and waits for its end; what became of it. */
    private JsonNode applied(String id) throws InterruptedException {
        TestClient.Answer asked = admin.post(ADVICE + "/" + id + "/apply");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        String place = asked.header("Location");
        while (true) {
            JsonNode build = admin.get(place).json();
            if (!build.get("endedAt").isNull()) {
                return build;
            }
            Thread.sleep(50);
        }
    }

    private String valid(String index) {
        return String.join(
                "",
                database.rows(
                        "select indisvalid from pg_index where indexrelid = to_regclass('"
                                + index
                                + "')"));
    }

    @Test
    @Timeout(60)
    void anIndexOfTheSchemaThatIsGoneIsMissedAndBuiltUnderLoadWithoutAnErrorToAnyClient()
            throws Exception {
        database.execute("drop index idx_posts_tsv; drop index idx_threads_recent");
        Finding missed = found("index-missing", "idx_posts_tsv").orElseThrow();
        assertThat(missed.confidence()).isEqualTo(1);
        assertThat(admin.get("/api/ops/indexes").json().get("missing").toString())
                .isEqualTo("[\"idx_posts_tsv\",\"idx_threads_recent\"]");

        Queue<String> errors = new ConcurrentLinkedQueue<>();
        AtomicLong asked = new AtomicLong();
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long first = 1_000_000L * (i + 1);
            clients.add(Thread.ofVirtual().start(() -> load(first, asked, errors, isOver)));
        }
        JsonNode posts = applied("index-missing:idx_posts_tsv");
        JsonNode threads = applied("index-missing:idx_threads_recent");
        isOver.set(true);
        for (Thread client : clients) {
            client.join();
        }

        assertThat(posts.get("status").asText()).as(posts.toString()).isEqualTo("succeeded");
        assertThat(threads.get("status").asText()).isEqualTo("succeeded");
        assertThat(valid("idx_posts_tsv") + valid("idx_threads_recent")).isEqualTo("tt");
        assertThat(errors).isEmpty();
        assertThat(asked.get()).isGreaterThan(50);
        assertThat(found("index-missing", "idx_posts_tsv")).isEmpty();
        assertThat(admin.post(ADVICE + "/index-missing:idx_posts_tsv/apply").status())
                .isEqualTo(404);
    }

    private void load(long first, AtomicLong asked, Queue<String> errors, AtomicBoolean isOver) {
        TestClient client = new TestClient(node.node().httpPort());
        for (long n = first; !isOver.get(); n++) {
            for (String path :
                    List.of(
                            "/insight/mark?n=" + n,
                            "/api/forum/threads?tab=recent&limit=" + (1 + n % 100))) {
                TestClient.Answer answer = client.get(path);
                asked.incrementAndGet();
                if (answer.status() != 200) {
                    errors.add(answer.body());
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void aBuildThatFailedLeavesAnInvalidIndexThatIsFoundAndDropped() throws Exception {
        database.execute("insert into insight_children values (-1, 1), (-2, 1)");
        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "create unique index concurrently idx_insight_once on insight_children (parent_id)"))
                .hasMessageContaining("idx_insight_once");
        assertThat(valid("idx_insight_once")).isEqualTo("f");

        assertThat(found("index-invalid", "idx_insight_once").orElseThrow().advice())
                .startsWith("Drop it");
        assertThat(applied("index-invalid:idx_insight_once").get("status").asText())
                .isEqualTo("succeeded");
        assertThat(valid("idx_insight_once")).isEmpty();
    }

    @Test
    @Timeout(60)
    void anIndexOfTheSchemaThatIsInvalidIsRebuilt() throws Exception {
        database.execute(
                "update pg_index set indisvalid = false where indexrelid = to_regclass('idx_tags_popular')");

        assertThat(found("index-invalid", "idx_tags_popular").orElseThrow().advice())
                .startsWith("Rebuild it");
        assertThat(applied("index-invalid:idx_tags_popular").get("status").asText())
                .isEqualTo("succeeded");
        assertThat(valid("idx_tags_popular")).isEqualTo("t");
    }

    @Test
    @Timeout(60)
    void whatANodeLeftHalfBuiltIsFinishedByTheNextRun() throws Exception {
        database.execute(
                """
                create index idx_insight_half on insight_children (id, parent_id);
                update pg_index set indisvalid = false where indexrelid = to_regclass('idx_insight_half');
                insert into index_builds (action, index_name, table_name, ddl, status, attempts, started_at)
                values ('create', 'idx_insight_half', 'insight_children',
                        'create index concurrently idx_insight_half on insight_children (id, parent_id)',
                        'running', 1, now());
                """);
        admin.post("/api/ops/jobs/maintenance.indexes.build/runs");

        while (!valid("idx_insight_half").equals("t")) {
            Thread.sleep(50);
        }
        while (!database.rows(
                        "select status || attempts from index_builds where index_name = 'idx_insight_half'")
                .contains("succeeded2")) {
            Thread.sleep(50);
        }
    }

    @Test
    @Timeout(60)
    void whatIsAppliedWhileOthersAreAtWorkWaitsForItsTurnAndEndsItsFinding() throws Exception {
        database.execute(
                """
                create index "idx insight/slash" on insight_rows (note, n);
                create index "idx insight/slash 2" on insight_rows (note, n);
                """);
        admin.post("/api/ops/jobs/maintenance.indexes.analyse/runs");
        String finding = "/api/ops/findings?state=open&kind=index-duplicate";
        while (!admin.get(finding).body().contains("insight/slash")) {
            Thread.sleep(50);
        }
        String place;
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x73746f61_696e6478L + ")");
            TestClient.Answer asked =
                    admin.post(ADVICE + "/index-duplicate:idx~20insight~2Fslash~202/apply");
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            place = asked.header("Location");
            JsonNode runs = null;
            while (runs == null || !runs.toString().contains("\"waiting\":1")) {
                Thread.sleep(50);
                runs = admin.get("/api/ops/jobs/maintenance.indexes.build/runs").json();
            }
            JsonNode waiting = admin.get(place).json();
            assertThat(waiting.get("status").asText()).isEqualTo("pending");
            assertThat(waiting.get("attempts").asInt()).isZero();
        }
        admin.post("/api/ops/jobs/maintenance.indexes.build/runs");
        while (admin.get(place).json().get("endedAt").isNull()) {
            Thread.sleep(50);
        }
        assertThat(admin.get(place).json().get("status").asText()).isEqualTo("succeeded");
        while (admin.get(finding).body().contains("insight/slash")) {
            Thread.sleep(50);
        }
        database.execute("drop index \"idx insight/slash\"");
    }

    @Test
    @Timeout(60)
    void whatIsInVainIsFoundAndDropped() throws Exception {
        database.execute(
                """
                create index idx_insight_note on insight_rows (note);
                create index idx_insight_n on insight_rows (n, note);
                create index idx_insight_twin on insight_rows (n, note);
                """);

        Finding unused = found("index-unused", "idx_insight_note").orElseThrow();
        assertThat(unused.confidence()).isBetween(0.4, 0.9);
        assertThat(found("index-duplicate", "idx_insight_twin").orElseThrow().summary())
                .contains("does what idx_insight_n does");
        assertThat(found("index-unused", "idx_insight_twin")).isEmpty();
        assertThat(applied("index-duplicate:idx_insight_twin").get("status").asText())
                .isEqualTo("succeeded");
        assertThat(valid("idx_insight_twin")).isEmpty();
        assertThat(valid("idx_insight_n")).isEqualTo("t");
        database.execute("drop index idx_insight_note; drop index idx_insight_n");
    }

    @Test
    void anUnusedIndexOfTheSchemaIsToldAndNotDropped() {
        database.execute("analyze threads");
        JsonNode told = advice("index-unused:idx_threads_source_platform_created").orElseThrow();

        assertThat(told.get("isApplicable").asBoolean()).isFalse();
        TestClient.Answer refused =
                admin.post(ADVICE + "/index-unused:idx_threads_source_platform_created/apply");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("advice-not-applicable");
    }

    @Test
    @Timeout(60)
    void whatIsMostlyEmptyIsFoundAndAnIndexRebuilt() throws Exception {
        database.execute(
                """
                create table insight_bloat (n bigint, note text not null) with (autovacuum_enabled = false);
                insert into insight_bloat select n, 'some text of a note' from generate_series(1, 40000) n;
                create index idx_insight_bloat on insight_bloat (n);
                delete from insight_bloat where n % 10 <> 0;
                """);
        database.execute("vacuum analyze insight_bloat");

        assertThat(found("table-bloated", "insight_bloat")).isPresent();
        assertThat(found("index-bloated", "idx_insight_bloat").orElseThrow().confidence())
                .isGreaterThan(0.5);
        long before = database.number("select pg_relation_size('idx_insight_bloat')");
        assertThat(applied("index-bloated:idx_insight_bloat").get("status").asText())
                .isEqualTo("succeeded");
        assertThat(database.number("select pg_relation_size('idx_insight_bloat')"))
                .isLessThan(before / 4);
        assertThat(found("index-bloated", "idx_insight_bloat")).isEmpty();
    }

    @Test
    @Timeout(60)
    void aForeignKeyThatNoIndexBeginsWithIsFoundOnceRowsAreDeletedThatItPointsAt()
            throws Exception {
        String id = "foreign-key-unindexed:insight_children_parent_id_fkey";
        assertThat(advice(id).orElseThrow().get("confidence").asDouble()).isEqualTo(0.3);
        assertThat(found("foreign-key-unindexed", "insight_children_parent_id_fkey")).isEmpty();
        database.execute("insert into insight_parents values (1000)");
        database.execute("delete from insight_parents where id = 1000");
        while (advice(id).orElseThrow().get("confidence").asDouble() < 0.5) {
            Thread.sleep(50);
        }
        Finding found =
                found("foreign-key-unindexed", "insight_children_parent_id_fkey").orElseThrow();

        assertThat(found.evidence())
                .contains(
                        "create index concurrently idx_insight_children_parent_id on insight_children (parent_id)");
        assertThat(found.confidence()).isEqualTo(0.8);
    }

    @Test
    void aLargeTableThatIsReadFromBeginToEndOfLateIsFound() throws Exception {
        examiner.examine();
        for (int i = 0; i < 4; i++) {
            database.number("select count(*) from insight_rows where note like '%7'");
        }
        // A connection tells what it counted when it ends.
        Optional<Finding> found = Optional.empty();
        for (int i = 0; i < 50 && found.isEmpty(); i++) {
            Thread.sleep(20);
            found = found("sequential-scan", "insight_rows");
        }

        assertThat(found.orElseThrow().summary()).contains("insight_rows");
        assertThat(found("sequential-scan", "insight_rows"))
                .as("a look soon after ends nothing")
                .isPresent();
    }

    @Test
    void theListTellsWhereEachIndexComesFrom() {
        TestClient.Answer list = admin.get("/api/ops/indexes");

        assertThat(list.statements()).isEqualTo(2);
        List<String> origins = new ArrayList<>();
        for (JsonNode each : list.json().get("items")) {
            origins.add(each.get("name").asText() + " " + each.get("origin").asText());
        }
        assertThat(origins).contains("threads_pkey constraint", "idx_tags_popular schema");
        assertThat(admin.get("/api/ops/indexes/builds/999").status()).isEqualTo(404);
        assertThat(admin.post(ADVICE + "/index-missing:no_such/apply").status()).isEqualTo(404);
    }
}
