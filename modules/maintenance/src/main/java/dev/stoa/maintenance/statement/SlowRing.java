package dev.stoa.maintenance.statement;

import dev.stoa.platform.observe.SlowRun;
import dev.stoa.platform.observe.SlowWatch;
import dev.stoa.platform.sql.Plan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest slow runs of this node, and those that are not written to the database yet. Both are
 * bounded: beyond that the oldest are forgotten.
 */
final class SlowRing implements SlowWatch {
    static final int MOST = 256;
    static final int MOST_UNWRITTEN = 500;

    /** From this step on a plan is taken. */
    private static final String PLANNED = "warn";

    private final PlanTaker plans;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<SlowQuery> latest = new ArrayDeque<>(MOST);
    private final Deque<SlowQuery> unwritten = new ArrayDeque<>();

    SlowRing(PlanTaker plans) {
        this.plans = plans;
    }

    @Override
    public @Nullable CompletableFuture<String> ran(SlowRun run) {
        CompletableFuture<Plan> plan = run.reached(PLANNED) ? plans.take(run) : null;
        SlowQuery query = SlowQuery.of(run, plan);
        lock.lock();
        try {
            if (latest.size() == MOST) {
                latest.removeLast();
            }
            latest.addFirst(query);
            if (unwritten.size() == MOST_UNWRITTEN) {
                unwritten.removeFirst();
            }
            unwritten.addLast(query);
        } finally {
            lock.unlock();
        }
        return plan == null ? null : plan.thenApply(Plan::text);
    }

    /** The latest first. */
    List<SlowQuery> latest() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    /** The oldest that are not written yet, up to one whose plan may still come. */
    List<SlowQuery> unwritten(int most) {
        lock.lock();
        try {
            List<SlowQuery> batch = new ArrayList<>();
            for (SlowQuery query : unwritten) {
                if (query.isWaiting() || batch.size() == most) {
                    break;
                }
                batch.add(query);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that {@code batch} is written. */
    void written(List<SlowQuery> batch) {
        lock.lock();
        try {
            batch.forEach(unwritten::remove);
        } finally {
            lock.unlock();
        }
    }
}
