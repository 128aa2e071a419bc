package dev.stoa.platform;

import io.helidon.health.HealthCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
    private final List<Runnable> endings = new CopyOnWriteArrayList<>();

    public Stage stage() {
        return stage;
    }

    /** The checks that features brought. */
    public List<HealthCheck> checks() {
        return checks;
    }

    /**
     * Runs {@code ending} when the node begins to drain: what lasts by itself must end then. It
     * must be quick.
     */
    public void whenDraining(Runnable ending) {
        endings.add(ending);
    }

    void enter(Stage next) {
        stage = next;
        if (next == Stage.DRAINING) {
            endings.forEach(Runnable::run);
        }
    }

    void checkedBy(List<HealthCheck> all) {
        checks = List.copyOf(all);
    }
}
