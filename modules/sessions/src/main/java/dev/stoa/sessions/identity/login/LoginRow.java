package dev.stoa.sessions.identity.login;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login session of a member, as they see it.
 *
 * @param family its id for the member: that of the sign-in, which refreshes don't change
 * @param row of its last refresh
 * @param renewedAt when that was
 * @param isCurrent whether the request was made with it
 */
record LoginRow(
        long family,
        long row,
        @Nullable Instant signedInAt,
        Instant renewedAt,
        long micros,
        Instant refreshExpiresAt,
        @Nullable Instant seenAt,
        @Nullable String client,
        boolean isCurrent) {
    static LoginRow read(Row row) {
        return new LoginRow(
                row.number(0),
                row.number(1),
                row.instantOrNull(2),
                row.instant(3),
                row.micros(3),
                row.instant(4),
                row.instantOrNull(5),
                row.textOrNull(6),
                row.flag(7));
    }

    static void write(JsonGenerator json, LoginRow login) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", login.family);
        Json.instant(json, "signedInAt", login.signedInAt);
        Json.instant(json, "renewedAt", login.renewedAt);
        Json.instant(json, "refreshExpiresAt", login.refreshExpiresAt);
        Json.instant(json, "seenAt", login.seenAt);
        Json.text(json, "client", login.client);
        json.writeBooleanField("current", login.isCurrent);
        json.writeEndObject();
    }
}
