package dev.stoa.maintenance.statement;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.observe.SlowRun;
import dev.stoa.platform.sql.Explain;
import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.StatementFailed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes plans of slow runs on a thread and a connection of its own, one after the other, a few a
 * minute of each statement. Whoever asks never waits: what is too much is refused and counted.
 */
final class PlanTaker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PlanTaker.class.getName());
    private static final int QUEUE = 32;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Explain explain;
    private final int mostPerMinute;
    private final ArrayBlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE);
    private final ConcurrentHashMap<String, Minute> taken = new ConcurrentHashMap<>();
    private final Counter succeeded;
    private final Counter refused;
    private final Counter failed;
    private final Thread thread = Thread.ofVirtual().name("stoa-plans").unstarted(this::work);

    PlanTaker(Explain explain, int mostPerMinute, MeterRegistry meters) {
        this.explain = explain;
        this.mostPerMinute = mostPerMinute;
        this.succeeded = counter("taken", meters);
        this.refused = counter("refused", meters);
        this.failed = counter("failed", meters);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("stoa.plans.taken")
                .description("Plans of slow statements that were asked for, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    private record Task(SlowRun run, CompletableFuture<Plan> plan) {}

    /** Plans of one statement in a minute that began at {@code nanos}. */
    private record Minute(long nanos, int plans) {}

    void start() {
        thread.start();
    }

    /** The plan of {@code run} on its way; null where none is taken. */
    @Nullable CompletableFuture<Plan> take(SlowRun run) {
        if (mostPerMinute == 0 || !Explain.isPossible(run.statement())) {
            return null;
        }
        Task task = new Task(run, new CompletableFuture<>());
        if (!thread.isAlive() || !isDue(run.statement().name()) || !queue.offer(task)) {
            refused.increment();
            return null;
        }
        return task.plan();
    }

    private boolean isDue(String statement) {
        long now = System.nanoTime();
        Minute minute =
                taken.compute(
                        statement,
                        (_, last) ->
                                last == null || now - last.nanos() > MINUTE_NANOS
                                        ? new Minute(now, 1)
                                        : new Minute(last.nanos(), last.plans() + 1));
        return minute.plans() <= mostPerMinute;
    }

    private void work() {
        try {
            while (true) {
                Task task = queue.take();
                Work.within("maintenance.plans.take", Explain.LIMIT).run(() -> done(task));
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void done(Task task) {
        try {
            SlowRun run = task.run();
            task.plan().complete(explain.bound(run.statement(), run.arguments()));
            succeeded.increment();
        } catch (Failure | StatementFailed e) {
            failed.increment();
            // Its own words may quote a value.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "No plan of {0}: {1}",
                    task.run().statement().name(),
                    e.getClass().getSimpleName());
            task.plan().completeExceptionally(e);
        } catch (RuntimeException e) {
            failed.increment();
            LOG.log(System.Logger.Level.WARNING, "A plan could not be taken: {0}", e.getClass());
            task.plan().completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            task.plan().cancel(false);
        }
    }
}
