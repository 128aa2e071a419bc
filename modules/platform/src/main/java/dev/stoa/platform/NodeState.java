package dev.stoa.platform;

import io.helidon.health.HealthCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** Where a node is in its life. */
public final class NodeState {
    /** The stages of a node's life. */
    public enum Stage {
        STARTING,
        READY,
        DRAINING
    }

    NodeState() {}

    private volatile Stage stage = Stage.STARTING;
    private volatile List<HealthCheck> checks = List.of();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ReentrantLock change = new ReentrantLock();
    private boolean isStopping;

    public Stage stage() {
        return stage;
    }

    /** The checks that features brought. */
    public List<HealthCheck> checks() {
        return checks;
    }

    /**
     * Runs {@code ending} when the node begins to drain: what lasts by itself must end then; and
     * {@code again} when it is taken back. Both must be quick.
     */
    public void whenDraining(Runnable ending, Runnable again) {
        watchers.add(new Watcher(ending, again));
    }

    private record Watcher(Runnable ending, Runnable again) {}

    /**
     * Has a ready node begin to drain: it says that it is not ready, ends what lasts by itself,
     * begins no jobs, and serves whoever still asks.
     *
     * @return whether it is draining now
     */
    public boolean drain() {
        change.lock();
        try {
            if (stage == Stage.READY) {
                stage = Stage.DRAINING;
                watchers.forEach(watcher -> watcher.ending().run());
            }
            return stage == Stage.DRAINING;
        } finally {
            change.unlock();
        }
    }

    /**
     * Takes {@link #drain} back.
     *
     * @return whether it is ready now: one that stops is not
     */
    public boolean resume() {
        change.lock();
        try {
            if (stage == Stage.DRAINING && !isStopping) {
                stage = Stage.READY;
                watchers.forEach(watcher -> watcher.again().run());
            }
            return stage == Stage.READY;
        } finally {
            change.unlock();
        }
    }

    void ready() {
        stage = Stage.READY;
    }

    /** For good. */
    void stop() {
        change.lock();
        try {
            isStopping = true;
            stage = Stage.DRAINING;
            watchers.forEach(watcher -> watcher.ending().run());
        } finally {
            change.unlock();
        }
    }

    void checkedBy(List<HealthCheck> all) {
        checks = List.copyOf(all);
    }
}
