package dev.stoa.platform.internal.migrate;

import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.UnknownTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Finds what was applied after a tag or a change set. */
final class RollbackTarget {
    private final List<ChangeSetState> applied;

    private RollbackTarget(List<ChangeSetState> applied) {
        this.applied = applied;
    }

    static RollbackTarget in(List<ChangeSetState> states) {
        return new RollbackTarget(
                states.stream()
                        .filter(state -> state.standing() != ChangeSetState.Standing.PENDING)
                        .sorted(Comparator.comparingInt(ChangeSetState::order).reversed())
                        .toList());
    }

    /** Ids of those applied after {@code target}, the newest first. */
    List<String> after(String target) {
        List<String> ids = new ArrayList<>();
        for (ChangeSetState each : applied) {
            if (each.id().equals(target) || target.equals(each.tag())) {
                return ids;
            }
            // Liquibase would pass over it and undo an older one in its place.
            if (each.standing() == ChangeSetState.Standing.UNKNOWN) {
                throw new IllegalStateException(
                        "change set "
                                + each.id()
                                + " is of another version, which alone knows how to undo it");
            }
            ids.add(each.id());
        }
        throw new UnknownTarget(
                target,
                applied.reversed().stream()
                        .map(ChangeSetState::tag)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
