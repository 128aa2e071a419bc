package dev.stoa.platform;

import dev.stoa.platform.observe.RequestTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The account of one piece of work, a request, a job or a command: until when it may run, what it
 * spent where. It is bound to the thread that does the work and, by {@link #both}, to the threads
 * it forks.
 */
public final class Work {
    private static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();

    // Places in nanos.
    private static final int DATABASE = 0;
    private static final int POOL = 1;
    private static final int CACHE = 2;
    private static final int SERIALIZE = 3;

    private final String name;
    private final long started = System.nanoTime();
    private final long limitNanos;
    private final RequestTrace trace;
    private final boolean isQueued;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> admission =
            new AtomicReference<>();
    private final AtomicReference<Runnable> ending = new AtomicReference<>(() -> {});
    private final AtomicLongArray nanos = new AtomicLongArray(4);
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>(0));
    private volatile Longest longest = new Longest("", 0);

    /** The statement that took longest so far. */
    private record Longest(String statement, long nanos) {}

    private Work(String name, long limitNanos, RequestTrace trace, boolean isQueued) {
        this.name = name;
        this.limitNanos = limitNanos;
        this.trace = trace;
        this.isQueued = isQueued;
    }

    /**
     * A new account.
     *
     * @param name of the route, job or command, for logs
     * @param limit the longest it may take from now
     */
    public static Work within(String name, Duration limit) {
        return new Work(name, limit.toNanos(), RequestTrace.NONE, false);
    }

    /** A new account of a request that is traced, and has to pass no gate. */
    public static Work within(String name, Duration limit, RequestTrace trace) {
        return new Work(name, limit.toNanos(), trace, false);
    }

    /** A new account of a request that is traced, one of many like it. */
    public static Work queued(String name, Duration limit, RequestTrace trace) {
        return new Work(name, limit.toNanos(), trace, true);
    }

    /** A new account of work that may take as long as it needs: a command such as the import. */
    public static Work unlimited(String name) {
        return new Work(name, Long.MAX_VALUE, RequestTrace.NONE, false);
    }

    /**
     * The work this thread is doing; an unlimited account that nobody reads where none is bound.
     */
    public static Work current() {
        return CURRENT.isBound() ? CURRENT.get() : unlimited("detached");
    }

    /** The trace of what this thread is doing; {@link RequestTrace#NONE} where there is none. */
    public static RequestTrace currentTrace() {
        return CURRENT.isBound() ? CURRENT.get().trace : RequestTrace.NONE;
    }

    /** The route, job or command this thread works for; empty where there is none. */
    public static String currentName() {
        return CURRENT.isBound() ? CURRENT.get().name : "";
    }

    /** Does {@code body} as this work. */
    public <T> T run(Callable<T> body) throws Exception {
        return ScopedValue.where(CURRENT, this).call(body::call);
    }

    /** Does {@code body} as this work. */
    public void run(Runnable body) {
        ScopedValue.where(CURRENT, this).run(body);
    }

    /**
     * What two reads that don't depend on each other found, done at once on two virtual threads.
     */
    public static <A, B> Both<A, B> both(Callable<A> first, Callable<B> second) throws Exception {
        Work work = current();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<A> forked =
                    threads.submit(
                            io.opentelemetry.context.Context.current().wrap(() -> work.run(first)));
            B here = second.call();
            return new Both<>(forked.get(), here);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The results of {@link #both}. */
    public record Both<A, B>(A first, B second) {}

    /**
     * Whether this is let in to something that lets in so many requests at once: decided for all of
     * its threads by the one that comes first. What is not one of many requests always is.
     */
    public boolean isLetIn(BooleanSupplier decision) {
        if (!isQueued) {
            return true;
        }
        CompletableFuture<Boolean> known = admission.get();
        if (known == null) {
            var mine = new CompletableFuture<Boolean>();
            known = admission.compareAndExchange(null, mine);
            if (known == null) {
                known = mine;
                mine.complete(decision.getAsBoolean());
            }
        }
        return known.join();
    }

    /** Does {@code action}, in place of what was to be done before, when {@link #end} is called. */
    public void atEnd(Runnable action) {
        ending.set(action);
    }

    /** This has nothing more to ask; does what was to be done at the end, once. */
    public void end() {
        ending.getAndSet(() -> {}).run();
    }

    public String name() {
        return name;
    }

    /** The trace of the request; {@link RequestTrace#NONE} for jobs and commands. */
    public RequestTrace trace() {
        return trace;
    }

    /** Nanoseconds since this work began. */
    public long elapsedNanos() {
        return System.nanoTime() - started;
    }

    /** {@link System#nanoTime()} when this work began. */
    public long startedNanos() {
        return started;
    }

    /** Nanoseconds left, at least 0; {@link Long#MAX_VALUE} where there is no limit. */
    public long remainingNanos() {
        return limitNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, limitNanos - elapsedNanos());
    }

    /** Whether this work has an end set. */
    public boolean isLimited() {
        return limitNanos != Long.MAX_VALUE;
    }

    /** Notes a statement that was run, and the nanoseconds it took with its rows read. */
    public void ranStatement(String statement, long took) {
        statements.add(statement);
        nanos.addAndGet(DATABASE, took);
        if (took > longest.nanos()) {
            longest = new Longest(statement, took);
        }
    }

    /** Notes what {@code part}, which was done for this, ran and waited for so far. */
    public void add(Work part) {
        statements.addAll(part.statements());
        nanos.addAndGet(DATABASE, part.databaseNanos());
        nanos.addAndGet(POOL, part.poolNanos());
        nanos.addAndGet(CACHE, part.cacheNanos());
        if (part.longest.nanos() > longest.nanos()) {
            longest = part.longest;
        }
    }

    /** Notes nanoseconds spent waiting for a connection. */
    public void waitedForConnection(long took) {
        nanos.addAndGet(POOL, took);
    }

    /** Notes nanoseconds spent in a cache, loading apart. */
    public void spentInCache(long took) {
        nanos.addAndGet(CACHE, took);
    }

    /** Notes nanoseconds spent writing a body. */
    public void spentSerializing(long took) {
        nanos.addAndGet(SERIALIZE, took);
    }

    /** Names of the statements run, in the order they ended. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    /** Name of the statement whose run took longest; empty where none ran. */
    public String longestStatement() {
        return longest.statement();
    }

    public int statementCount() {
        return statements.size();
    }

    public long databaseNanos() {
        return nanos.get(DATABASE);
    }

    public long poolNanos() {
        return nanos.get(POOL);
    }

    public long cacheNanos() {
        return nanos.get(CACHE);
    }

    public long serializeNanos() {
        return nanos.get(SERIALIZE);
    }
}
