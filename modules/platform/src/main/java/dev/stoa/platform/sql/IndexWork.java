package dev.stoa.platform.sql;

import dev.stoa.platform.Failure;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds, drops and rebuilds indexes beside the traffic: outside of a transaction, one at a time
 * for a database, waiting for locks up to {@link #LOCK} in a queue that nobody else waits in.
 */
public final class IndexWork {
    /** Longest wait for the transactions that were there before. */
    public static final Duration LOCK = Duration.ofSeconds(10);

    private static final Budget BUDGET = Budget.seconds(7200);
    private static final long KEY = 0x73746f61_696e6478L;
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "(create (unique )?index concurrently|drop index concurrently if exists"
                            + "|reindex index concurrently) [^;]+");
    private static final Statement LIMITS =
            Statement.of(
                    "platform.indexes.limits",
                    Budget.ms(5),
                    """
                    select set_config('lock_timeout', :lock, false), set_config('statement_timeout', '0', false),
                           set_config('maintenance_work_mem', '256MB', false)
                    """);
    private static final Statement TURNED =
            Statement.of(
                    "platform.indexes.turn", Budget.ms(5), "select pg_try_advisory_lock(:key)");

    private final Session session;

    private IndexWork(Session session) {
        this.session = session;
    }

    /** Others were at work on indexes for as long as somebody would wait; nothing was done. */
    public static final class OthersAtWork extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OthersAtWork() {
            super("Another index is being built.", null, false, false);
        }
    }

    /** What is done while nobody else on the database works on indexes. */
    @FunctionalInterface
    public interface Body<T> {
        T run(IndexWork work) throws Exception;
    }

    /**
     * Runs {@code body} when it is its turn.
     *
     * @param patience longest wait for the turn
     * @throws OthersAtWork when it did not come
     */
    public static <T> T alone(Database database, Duration patience, Body<T> body) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return inTurn(database, end, body);
            } catch (OthersAtWork e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
            }
        }
    }

    /** Who waits for long gives the connection back now and then: others may need it. */
    private static <T> T inTurn(Database database, long end, Body<T> body) {
        return database.session(
                session -> {
                    session.texts(LIMITS, Long.toString(LOCK.toMillis()));
                    // A waiter inside of the lock would hold a snapshot that the builder waits for.
                    long began = System.nanoTime();
                    while (!session.texts(TURNED, KEY).contains("t")) {
                        long now = System.nanoTime();
                        if (now >= end || now - began > TURN.toNanos()) {
                            throw new OthersAtWork();
                        }
                        Thread.sleep(POLL);
                    }
                    return body.run(new IndexWork(session));
                });
    }

    /**
     * Runs one command on an index.
     *
     * @param ddl {@code create}, {@code drop} or {@code reindex}, concurrently
     * @throws IllegalArgumentException for any other
     * @throws Failure.Overloaded when a transaction of before did not end in time; a build leaves
     *     an invalid index then
     */
    public void run(String ddl) {
        if (!ALLOWED.matcher(ddl).matches()) {
            throw new IllegalArgumentException("not an index's: " + ddl);
        }
        session.execute(Statement.of("platform.indexes.work", BUDGET, ddl));
    }

    /** The first column of a query within the same session. */
    public List<String> texts(Statement statement, @Nullable Object... arguments) {
        return session.texts(statement, arguments);
    }
}
