package dev.stoa.platform.backup;

import dev.stoa.platform.schema.ChangeSetState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether this version can bring a schema to where a backup's was, and how. */
final class Lineage {
    private Lineage() {}

    /**
     * The last change set of the backup in this version's order.
     *
     * @param of the backup, in the order of their applying
     * @param states of this version
     * @throws BackupRefused where it was made by a newer version, or by one that differs
     */
    static String last(List<Catalogue.ChangeSet> of, List<ChangeSetState> states) {
        Map<String, ChangeSetState> known = new HashMap<>();
        states.stream()
                .filter(state -> state.standing() != ChangeSetState.Standing.UNKNOWN)
                .forEach(state -> known.put(state.id(), state));
        Set<String> applied = new HashSet<>();
        for (Catalogue.ChangeSet each : of) {
            ChangeSetState state = known.get(each.id());
            if (state == null) {
                throw new BackupRefused(
                        "a newer version made it: this one does not know the change set "
                                + each.id());
            }
            if (!each.checksum().equals(state.checksum())) {
                throw new BackupRefused(
                        "the change set " + each.id() + " is another one in this version");
            }
            applied.add(each.id());
        }
        return last(applied, states);
    }

    /** A tag changes nothing, so it may have come in between later. */
    private static String last(Set<String> applied, List<ChangeSetState> states) {
        String last = "";
        String between = "";
        for (ChangeSetState state : states) {
            if (applied.contains(state.id())) {
                if (!between.isEmpty()) {
                    throw new BackupRefused(
                            "it lacks the change set " + between + ", which comes before others");
                }
                last = state.id();
            } else if (state.tag() == null && between.isEmpty()) {
                between = state.id();
            }
        }
        if (last.isEmpty()) {
            throw new BackupRefused("it has no change set");
        }
        return last;
    }
}
