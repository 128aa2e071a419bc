package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failing in every way there is, ten thousand times: not one connection may be lost. */
class LeakLoopIT {
    private static final int CALLS = 10_000;
    private static final int POOL = 6;
    private static final int THREADS = 12;

    private static final Statement NO_TABLE = statement("no-table", "select n from nowhere");
    private static final Statement ONE = statement("one", "select n from t where n = :n");
    private static final Statement ALL = statement("all", "select n, nothing from t");
    private static final Statement SLEEP =
            statement("sleep", "select count(*) from (select pg_sleep(:seconds)) s");
    private static final Statement INSERT = statement("insert", "insert into t (n) values (:n)");
    private static final Statement CHILD = statement("child", "insert into child (n) values (:n)");
    private static final Statement UPDATE =
            statement("update", "update t set m = m + 1 where n = 2");
    private static final Statement COPY = statement("copy", "copy t (n) from stdin");
    private static final Statement DIE =
            statement("die", "select pg_terminate_backend(pg_backend_pid())");
    private static final Statement SNAPSHOT =
            statement("snapshot", "set transaction isolation level repeatable read");

    /** It tells of each connection that was killed; held, or the level would be forgotten. */
    private static final Logger POOL_LOG = Logger.getLogger("com.zaxxer.hikari");

    private TestDatabase data;
    private Database database;

    private static Statement statement(String name, String sql) {
        return Statement.of("test.leak." + name, Budget.ms(10), sql);
    }

    /** What a caller may do wrong, and what it must be told. */
    private record Fault(String name, Class<? extends Throwable> told, Call call) {}

    private interface Call {
        void run() throws Exception;
    }

    @BeforeEach
    void start() {
        POOL_LOG.setLevel(Level.OFF);
        data = TestPostgres.fresh();
        data.execute(
                """
                create table t (n bigint primary key, m int not null default 0, nothing text);
                insert into t (n) values (1), (2);
                create table child (n bigint references t (n) deferrable initially deferred)
                """);
        database =
                new Database(
                        new PoolConfig(
                                "leak",
                                data.jdbcUrl(),
                                "postgres",
                                "",
                                POOL,
                                POOL,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(10)),
                        new SimpleMeterRegistry(),
                        StatementProbe.NONE);
    }

    @AfterEach
    void stop() {
        database.close();
        data.close();
        POOL_LOG.setLevel(null);
    }

    @Test
    void tenThousandFailuresOfEveryKindLoseNoConnection() throws Exception {
        List<Fault> faults = new ArrayList<>(quickFaults());
        List<Fault> slow = slowFaults();
        AtomicInteger next = new AtomicInteger();
        Queue<String> surprises = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(
                        () -> {
                            for (int n = next.getAndIncrement();
                                    n < CALLS;
                                    n = next.getAndIncrement()) {
                                Fault fault =
                                        n % 40 == 0
                                                ? slow.get(n / 40 % slow.size())
                                                : faults.get(n % faults.size());
                                provoke(fault, surprises);
                            }
                        });
            }
        }
        assertThat(surprises).isEmpty();
        assertWholePoolIsUsable();
        assertNothingIsLeftRunning();
    }

    /** A connection that was cut takes the server up to a second to notice. */
    private void assertNothingIsLeftRunning() throws InterruptedException {
        String busy =
                "select state from pg_stat_activity where datname = current_database() and pid <>"
                        + " pg_backend_pid() and state <> 'idle'";
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (!data.rows(busy).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(data.rows(busy)).isEmpty();
    }

    private static void provoke(Fault fault, Queue<String> surprises) {
        try {
            Work.within("leak", Duration.ofSeconds(9))
                    .run(
                            () -> {
                                fault.call().run();
                                return 0;
                            });
            surprises.add(fault.name() + " went well");
        } catch (Throwable e) {
            if (!fault.told().isInstance(e)) {
                surprises.add(fault.name() + ": " + e);
            }
        }
    }

    private List<Fault> quickFaults() {
        return List.of(
                new Fault("bad SQL", StatementFailed.class, () -> database.execute(NO_TABLE)),
                new Fault(
                        "bad SQL, list",
                        StatementFailed.class,
                        () -> database.list(NO_TABLE, row -> row.number(0))),
                new Fault(
                        "too few arguments",
                        IllegalArgumentException.class,
                        () -> database.list(ONE, row -> row.number(0))),
                new Fault(
                        "too many arguments",
                        IllegalArgumentException.class,
                        () -> database.execute(INSERT, 1L, 2L)),
                new Fault(
                        "wrong type",
                        StatementFailed.class,
                        () -> database.list(ONE, row -> row.number(0), "one")),
                new Fault(
                        "a type nobody knows",
                        RuntimeException.class,
                        () -> database.list(ONE, row -> row.number(0), new Object())),
                new Fault(
                        "mapper throws",
                        IllegalStateException.class,
                        () ->
                                database.list(
                                        ALL,
                                        _ -> {
                                            throw new IllegalStateException("mapper");
                                        })),
                new Fault(
                        "mapper dies",
                        StackOverflowError.class,
                        () ->
                                database.list(
                                        ALL,
                                        _ -> {
                                            throw new StackOverflowError();
                                        })),
                new Fault(
                        "null where none may be",
                        IllegalStateException.class,
                        () -> database.list(ALL, row -> row.text(1))),
                new Fault(
                        "no such column",
                        RuntimeException.class,
                        () -> database.list(ALL, row -> row.text(7))),
                new Fault(
                        "constraint",
                        ConstraintViolation.class,
                        () -> database.execute(INSERT, 1L)),
                new Fault(
                        "constraint at commit",
                        ConstraintViolation.class,
                        () -> database.transaction(t -> t.execute(CHILD, 99L))),
                new Fault(
                        "exception in a transaction",
                        IOException.class,
                        () -> {
                            try {
                                database.transaction(
                                        t -> {
                                            t.execute(INSERT, 77L);
                                            throw new IOException("body");
                                        });
                            } catch (IllegalStateException e) {
                                throw (Exception) e.getCause();
                            }
                        }),
                new Fault(
                        "failure in a transaction",
                        Failure.NotFound.class,
                        () ->
                                database.transaction(
                                        _ -> {
                                            throw new Failure.NotFound("nothing");
                                        })),
                new Fault(
                        "going on after an error",
                        StatementFailed.class,
                        () ->
                                database.transaction(
                                        t -> {
                                            try {
                                                t.execute(INSERT, 1L);
                                            } catch (ConstraintViolation e) {
                                                return t.find(ONE, row -> row.number(0), 1L);
                                            }
                                            return Optional.<Long>empty();
                                        })),
                new Fault(
                        "COPY of rubbish",
                        StatementFailed.class,
                        () -> database.transaction(t -> t.copyIn(COPY, bytes("not a number\n")))),
                new Fault(
                        "COPY from what breaks",
                        RuntimeException.class,
                        () -> database.transaction(t -> t.copyIn(COPY, broken()))));
    }

    private List<Fault> slowFaults() {
        return List.of(
                new Fault(
                        "deadline",
                        Failure.DeadlineExceeded.class,
                        () -> briefly(() -> database.list(SLEEP, row -> row.number(0), 5.0))),
                new Fault(
                        "deadline in a transaction",
                        Failure.DeadlineExceeded.class,
                        () ->
                                briefly(
                                        () ->
                                                database.transaction(
                                                        t -> {
                                                            t.execute(INSERT, 78L);
                                                            return t.list(
                                                                    SLEEP,
                                                                    row -> row.number(0),
                                                                    5.0);
                                                        }))),
                new Fault(
                        "deadline that was over before",
                        Failure.DeadlineExceeded.class,
                        () ->
                                Work.within("over", Duration.ZERO)
                                        .run(() -> database.execute(INSERT, 79L))),
                new Fault(
                        "connection killed",
                        Failure.Unavailable.class,
                        () -> database.list(DIE, row -> row.flag(0))),
                new Fault(
                        "connection killed in a transaction",
                        Failure.Unavailable.class,
                        () ->
                                database.transaction(
                                        t -> {
                                            t.execute(INSERT, 80L);
                                            return t.list(DIE, row -> row.flag(0));
                                        })),
                new Fault("race lost three times", Failure.Overloaded.class, this::loseEveryRace));
    }

    /** Another connection changes the row between our snapshot and our update, each time. */
    private void loseEveryRace() {
        database.transaction(
                t -> {
                    t.execute(SNAPSHOT);
                    t.list(ALL, row -> row.number(0));
                    data.execute("update t set m = m + 1 where n = 2");
                    return t.execute(UPDATE);
                });
    }

    private static void briefly(java.util.concurrent.Callable<?> call) throws Exception {
        Work.within("brief", Duration.ofMillis(40)).run(call);
    }

    private void assertWholePoolIsUsable() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (database.pool().active() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(database.pool().active()).isZero();
        assertThat(database.pool().waiting()).isZero();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < POOL; i++) {
                calls.add(threads.submit(() -> database.list(SLEEP, row -> row.number(0), 0.5)));
            }
            while (!calls.stream().allMatch(Future::isDone)) {
                most.accumulateAndGet(database.pool().active(), Math::max);
                Thread.sleep(5);
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(most).hasValue(POOL);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream that breaks after its first row. */
    private static InputStream broken() {
        try (InputStream closed = InputStream.nullInputStream()) {
            return new SequenceInputStream(bytes("5\n"), closed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
