package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that goes and comes back, and another database in the place of its replica. */
class ServersIT {
    private static final Statement READ =
            Statement.of("test.servers.read", Budget.ms(10), "select min(n) from t");
    private static final Statement SLEEP =
            Statement.of("test.servers.sleep", Budget.ms(10), "select pg_sleep(20)");
    private static final Statement WRITE =
            Statement.of("test.servers.write", Budget.ms(10), "insert into t values (9)");

    private static final String SLEEPERS =
            "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(20)'"
                    + " and datname = current_database() and pid <> pg_backend_pid()";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger cleared = new AtomicInteger();
    private TestDatabase first;
    private TestDatabase second;
    private FaultProxy way;
    private Servers servers;
    private Database database;

    @BeforeEach
    void start() {
        first = TestPostgres.fresh();
        first.execute("create table t as select 1 as n");
        second = TestPostgres.fresh();
        second.execute("create table t as select 2 as n");
        way = FaultProxy.before(URI.create(first.jdbcUrl().substring(5)).getPort());
        watch(Optional.empty());
    }

    private void watch(Optional<DatabaseAddress> replica) {
        var primary =
                new DatabaseAddress(
                        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable"
                                .formatted(way.port(), first.name()),
                        "postgres",
                        "");
        servers = Servers.watched(primary, replica, meters);
        servers.whenOthersWereRead(cleared::incrementAndGet);
        var config =
                new PoolConfig(
                        "watched",
                        primary.url(),
                        primary.user(),
                        primary.password(),
                        2,
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30));
        database = Database.watched(config, replica, servers, meters, StatementProbe.NONE);
        assertThat(read()).isEqualTo(1);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        servers.close();
        way.close();
        first.close();
        second.close();
    }

    private long read() {
        return database.list(READ, row -> row.integer(0)).getFirst();
    }

    private static Duration until(BooleanSupplier so) throws InterruptedException {
        long began = System.nanoTime();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - began > Duration.ofSeconds(10).toNanos()) {
                throw new AssertionError("not within 10 s");
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Duration timed(Runnable action) {
        long began = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void whileThePrimaryRefusesNobodyWaitsForIt() throws Exception {
        way.refuse();
        assertThatThrownBy(this::read).isInstanceOf(Failure.Unavailable.class);
        assertThat(until(() -> !servers.takesWrites())).isLessThan(Duration.ofSeconds(1));

        assertThat(meters.get("stoa.read.only").gauge().value()).isEqualTo(1);
        assertThat(
                        timed(
                                () ->
                                        assertThatThrownBy(this::read)
                                                .isInstanceOf(Failure.Unavailable.class)))
                .isLessThan(Duration.ofMillis(100));
        assertThat(
                        timed(
                                () ->
                                        assertThatThrownBy(() -> database.execute(WRITE))
                                                .isInstanceOf(Failure.ReadOnly.class)))
                .isLessThan(Duration.ofMillis(100));

        way.pass();
        assertThat(until(servers::takesWrites)).isLessThan(Duration.ofSeconds(2));
        assertThat(read()).isEqualTo(1);
        assertThat(database.execute(WRITE)).isEqualTo(1);
        assertThat(cleared).hasValue(0);
    }

    @Test
    void whatIsUnderWayWhenThePrimaryFallsSilentEndsLongBeforeItsTime() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Duration> sleeper =
                    threads.submit(
                            () ->
                                    timed(
                                            () ->
                                                    Work.within("test", Duration.ofSeconds(25))
                                                            .run(this::sleepInVain)));
            until(() -> database.pool().active() == 1);
            way.blackHole();

            assertThat(sleeper.get()).isLessThan(Duration.ofSeconds(4));
        }
        way.cut();
        until(() -> first.number(SLEEPERS) == 0);
        way.pass();
        way.cut();
        assertThat(until(servers::takesWrites)).isLessThan(Duration.ofSeconds(4));
        assertThat(read()).isEqualTo(1);
    }

    private void sleepInVain() {
        assertThatThrownBy(() -> database.list(SLEEP, row -> 0))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void theReplicaIsReadWhileThePrimaryIsAwayAndForgottenAfter() throws Exception {
        database.close();
        servers.close();
        watch(Optional.of(new DatabaseAddress(second.jdbcUrl(), "postgres", "")));
        until(servers::hasReplica);
        assertThat(read()).isEqualTo(1);

        way.refuse();
        until(servers::isOnReplica);
        assertThat(read()).isEqualTo(2);
        assertThat(database.<Long>snapshot(in -> in.list(READ, row -> 7L).getFirst())).isEqualTo(7);
        assertThatThrownBy(() -> database.execute(WRITE)).isInstanceOf(Failure.ReadOnly.class);
        assertThatThrownBy(() -> database.transaction(in -> in.execute(WRITE)))
                .isInstanceOf(Failure.ReadOnly.class);

        way.pass();
        until(servers::takesWrites);
        assertThat(read()).isEqualTo(1);
        until(() -> cleared.get() == 1);
    }

    @Test
    void aPrimaryThatBecomesAStandbyIsStillRead() throws Exception {
        first.execute("alter database " + first.name() + " set default_transaction_read_only = on");
        first.execute(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname ="
                        + " current_database() and pid <> pg_backend_pid()");
        until(() -> !servers.takesWrites());

        assertThat(read()).isEqualTo(1);
        assertThatThrownBy(() -> database.execute(WRITE))
                .isInstanceOf(Failure.ReadOnly.class)
                .hasMessageContaining("reading goes on");

        second.execute("alter database " + first.name() + " reset default_transaction_read_only");
        first.execute(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname ="
                        + " current_database() and pid <> pg_backend_pid()");
        until(servers::takesWrites);
        assertThat(database.execute(WRITE)).isEqualTo(1);
        until(() -> cleared.get() == 1);
    }
}
