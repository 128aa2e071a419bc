package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.Schema;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that bring the schema forward are killed, and several begin at once. */
class MigrateCrashIT {
    private static final Duration NEXT_START = Duration.ofSeconds(30);

    /** More of them by {@code -Dmigrate.kills=100}. */
    private static final int KILLS = Integer.getInteger("migrate.kills", 20);

    private static final String MIGRATING =
            "select count(*) from pg_stat_activity where application_name = 'stoa-migrate' and datname = current_database()";

    @TempDir private static Path folder;

    private static List<String> catalogue;
    private static int all;

    private final List<Process> begun = new ArrayList<>();

    @BeforeAll
    static void reference() {
        try (TestDatabase database = TestPostgres.fresh()) {
            all = Schema.of(database.dataSource()).apply().size();
            catalogue = database.catalogueOfChangeSets();
        }
    }

    private Process migrating(TestDatabase database) throws Exception {
        Path data = Files.createTempDirectory(folder, "data");
        Process process =
                PackagedService.process(
                                data, "migrate", "--set", "database.url=" + database.jdbcUrl())
                        .redirectOutput(data.resolve("out").toFile())
                        .start();
        begun.add(process);
        return process;
    }

    private static void assertEnded(Process process) throws InterruptedException {
        assertThat(process.waitFor(NEXT_START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + NEXT_START.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static void assertWhole(TestDatabase database) {
        assertThat(Schema.of(database.dataSource()).states())
                .extracting(ChangeSetState::standing)
                .containsOnly(ChangeSetState.Standing.APPLIED);
        assertThat(database.number("select count(*) from databasechangelog")).isEqualTo(all);
        assertThat(database.number("select count(distinct id) from databasechangelog"))
                .isEqualTo(all);
        assertThat(database.catalogueOfChangeSets()).isEqualTo(catalogue);
        assertThat(database.rows("select indexrelid from pg_index where not indisvalid")).isEmpty();
        assertThat(database.rows("select locked from databasechangeloglock")).doesNotContain("t");
    }

    private void endAll() {
        begun.forEach(Process::destroyForcibly);
        begun.clear();
    }

    @Test
    void whoIsKilledInABuildLetsGoAndThreeThatBeginAtOnceApplyEachChangeOnce() throws Exception {
        try (TestDatabase database = TestPostgres.fresh();
                Connection old = database.dataSource().getConnection();
                Statement transaction = old.createStatement()) {
            Schema schema = Schema.of(database.dataSource());
            schema.apply();
            int pending = schema.rollback("floor").size();
            old.setAutoCommit(false);
            // A build that keeps nobody waiting waits for whoever writes to the table.
            transaction.execute("lock table threads in row exclusive mode");
            Process killed = migrating(database);
            until(
                    "an index is being built",
                    () ->
                            database.number(MIGRATING + " and query like '%index concurrently%'")
                                    > 0);

            killed.destroyForcibly().waitFor();

            long started = System.nanoTime();
            until("the server notices", () -> database.number(MIGRATING) == 0);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(10));
            old.rollback();
            List<Process> three =
                    List.of(migrating(database), migrating(database), migrating(database));
            for (Process each : three) {
                assertEnded(each);
            }
            assertThat(pending).isGreaterThan(50);
            assertWhole(database);
        } finally {
            endAll();
        }
    }

    @Test
    @Tag("faults")
    void whereverOneIsKilledTheNextBringsItToItsEnd() throws Exception {
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            try (TestDatabase database = TestPostgres.fresh()) {
                int place = all * kill / KILLS;
                Process killed = migrating(database);
                until("it is that far", () -> !killed.isAlive() || applied(database) >= place);
                Thread.sleep(random.nextInt(60));
                killed.destroyForcibly().waitFor();

                long started = System.nanoTime();
                assertEnded(migrating(database));
                System.out.printf(
                        "killed after %d of %d; the next took %d ms%n",
                        place, all, (System.nanoTime() - started) / 1_000_000);
                assertWhole(database);
            } finally {
                endAll();
            }
        }
    }

    private static long applied(TestDatabase database) {
        boolean begun =
                database.rows("select to_regclass('databasechangelog') is not null").contains("t");
        return begun ? database.number("select count(*) from databasechangelog") : -1;
    }

    @Test
    @Tag("faults")
    void threeNodesThatStartAtOnceServeOneSchema() throws Exception {
        List<PackagedService> nodes = new ArrayList<>();
        try (TestDatabase database = TestPostgres.fresh()) {
            List<Thread> starts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Path data = folder.resolve("node" + i);
                starts.add(Thread.ofVirtual().start(() -> start(nodes, data, database)));
            }
            for (Thread start : starts) {
                start.join();
            }
            assertThat(nodes).hasSize(3);
            for (PackagedService node : nodes) {
                assertThat(node.get("/ready").statusCode()).isEqualTo(200);
            }
            assertWhole(database);
        } finally {
            for (PackagedService node : nodes) {
                node.close();
            }
        }
    }

    private static void start(List<PackagedService> nodes, Path data, TestDatabase database) {
        try {
            PackagedService node =
                    PackagedService.started(
                            data,
                            "--set",
                            "database.url=" + database.jdbcUrl(),
                            "--set",
                            "secrets.cursor-key=a key of a test that is long enough",
                            "--set",
                            "secrets.key-pepper=a pepper of a test that is long enough");
            synchronized (nodes) {
                nodes.add(node);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
