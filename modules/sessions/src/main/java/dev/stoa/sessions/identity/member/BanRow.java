package dev.stoa.sessions.identity.member;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ban.
 *
 * @param structure null for all of the community
 * @param until null for good
 */
record BanRow(
        long id,
        long member,
        @Nullable Long structure,
        @Nullable Long moderator,
        String reason,
        Instant createdAt,
        @Nullable Instant until,
        @Nullable Instant liftedAt,
        boolean isStanding) {
    static final String COLUMNS =
            "b.id, b.user_id, b.structure_id, b.moderator_id, b.reason, b.created_at, b.until, b.lifted_at,"
                    + " b.lifted_at is null and (b.until is null or b.until > now())";

    static BanRow read(Row row) {
        return new BanRow(
                row.number(0),
                row.number(1),
                row.numberOrNull(2),
                row.numberOrNull(3),
                row.text(4),
                row.instant(5),
                row.instantOrNull(6),
                row.instantOrNull(7),
                row.flag(8));
    }

    static void write(JsonGenerator json, BanRow ban) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", ban.id);
        Json.id(json, "memberId", ban.member);
        Json.text(json, "structureId", ban.structure == null ? null : ban.structure.toString());
        Json.text(json, "moderatorId", ban.moderator == null ? null : ban.moderator.toString());
        json.writeStringField("reason", ban.reason);
        Json.instant(json, "createdAt", ban.createdAt);
        Json.instant(json, "until", ban.until);
        Json.instant(json, "liftedAt", ban.liftedAt);
        json.writeBooleanField("standing", ban.isStanding);
        json.writeEndObject();
    }
}
