package dev.stoa.platform.schema;

import java.util.List;

/**
 * What a rollback would do.
 *
 * @param changeSets ids of those it would undo, in order
 * @param sql that it would run, its own bookkeeping included; empty for nothing
 */
public record RollbackPlan(List<String> changeSets, String sql) {
    public RollbackPlan {
        changeSets = List.copyOf(changeSets);
    }
}
