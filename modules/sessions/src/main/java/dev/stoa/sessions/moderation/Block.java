package dev.stoa.sessions.moderation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a member blocks.
 *
 * @param address lower case, null where the blocker named a member: then it is not theirs to know
 * @param memberId null for an address that nobody has signed in with
 * @param expiresAt null for good
 * @param number tells blocks of one moment apart
 */
record Block(
        @Nullable String address,
        @Nullable Long memberId,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant expiresAt,
        long number) {
    /** What {@link #read} reads, of a row called {@code k}. */
    static final String COLUMNS =
            """
            case when not k.is_by_member then k.blocked_addr end, k.blocked_id, k.reason, k.created_at, k.expires_at, hashtextextended(k.blocked, 0)""";

    /** How many columns these are. */
    static final int WIDTH = 6;

    static Block read(Row row) {
        return new Block(
                row.textOrNull(0),
                row.numberOrNull(1),
                row.textOrNull(2),
                row.instant(3),
                row.instantOrNull(4),
                row.number(5));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.text(json, "address", address);
        Json.text(json, "memberId", memberId == null ? null : memberId.toString());
        Json.text(json, "reason", reason);
        Json.instant(json, "createdAt", createdAt);
        Json.instant(json, "expiresAt", expiresAt);
        json.writeEndObject();
    }
}
