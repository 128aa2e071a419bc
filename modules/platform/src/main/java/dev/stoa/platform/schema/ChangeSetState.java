package dev.stoa.platform.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change set and whether the schema has it.
 *
 * @param file below the folder of change sets
 * @param appliedAt null for one that is pending
 * @param tag that it gives the schema, null for none
 * @param checksum of the change set as it is in this version; as it was applied for an unknown one
 * @param order its place among those applied, 0 for one that is pending
 */
public record ChangeSetState(
        String id,
        String file,
        Standing standing,
        @Nullable Instant appliedAt,
        @Nullable String tag,
        String checksum,
        int order) {
    /** What becomes of it at the next start. */
    public enum Standing {
        APPLIED,
        /** It is applied at the next start. */
        PENDING,
        /** It was applied in another form than it has now: the next start is refused. */
        CHANGED,
        /** It was applied by another version of the service. */
        UNKNOWN
    }
}
