package dev.stoa.platform;

import io.helidon.health.HealthCheck;
import java.util.List;

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

    public Stage stage() {
        return stage;
    }

    /** The checks that features brought. */
    public List<HealthCheck> checks() {
        return checks;
    }

    void enter(Stage next) {
        stage = next;
    }

    void checkedBy(List<HealthCheck> all) {
        checks = List.copyOf(all);
    }
}
