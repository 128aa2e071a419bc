package dev.stoa.sessions.moderation;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report of something that should not be.
 *
 * @param targetType session, member, thread or post
 * @param reason one of {@link #REASONS}
 * @param status open, resolved or dismissed
 * @param assigneeId the moderator who sees to it, null for nobody
 * @param resolution what was decided, null while it is open
 * @param version raised with every change
 */
record Report(
        long id,
        long reporterId,
        String targetType,
        long targetId,
        @Nullable Long sessionId,
        String reason,
        @Nullable String details,
        String status,
        @Nullable Long assigneeId,
        @Nullable String resolution,
        @Nullable Long resolvedBy,
        @Nullable Instant resolvedAt,
        Instant createdAt,
        int version) {
    static final List<String> TARGETS = List.of("session", "member", "thread", "post");
    static final List<String> REASONS = List.of("spam", "abuse", "fraud", "illegal", "other");
    static final List<String> STATUSES = List.of("open", "resolved", "dismissed");

    /** What {@link #read} reads, of a row called {@code r}. */
    static final String COLUMNS =
            """
            r.id, r.reporter_id, r.target_type, r.target_id, r.session_id, r.reason, r.details, r.status,
                   r.assignee_id, r.resolution, r.resolved_by, r.resolved_at, r.created_at, r.version""";

    static Report read(Row row) {
        return new Report(
                row.number(0),
                row.number(1),
                row.text(2),
                row.number(3),
                row.numberOrNull(4),
                row.text(5),
                row.textOrNull(6),
                row.text(7),
                row.numberOrNull(8),
                row.textOrNull(9),
                row.numberOrNull(10),
                row.instantOrNull(11),
                row.instant(12),
                row.integer(13));
    }
}
