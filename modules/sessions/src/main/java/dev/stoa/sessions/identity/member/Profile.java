package dev.stoa.sessions.identity.member;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as they see themselves.
 *
 * @param status {@code active}, {@code banned} or {@code deleted}
 * @param version counts the changes, for If-Match
 */
public record Profile(
        long id,
        @Nullable String address,
        String username,
        String displayName,
        @Nullable String email,
        @Nullable String avatarUrl,
        @Nullable String bio,
        String role,
        String status,
        Instant createdAt,
        int version) {
    /** Its columns in the order of {@link #read}; the table is {@code u}. */
    public static final String COLUMNS =
            "u.id, u.address, u.username, u.display_name, u.email, u.avatar_url, u.bio, u.role, u.status,"
                    + " u.created_at, u.version";

    /** The profile in the first columns of {@code row}. */
    public static Profile read(Row row) {
        return new Profile(
                row.number(0),
                row.textOrNull(1),
                row.text(2),
                row.text(3),
                row.textOrNull(4),
                row.textOrNull(5),
                row.textOrNull(6),
                row.text(7),
                row.text(8),
                row.instant(9),
                row.integer(10));
    }

    /** Writes it as an object. */
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", id);
        Json.text(json, "address", address);
        json.writeStringField("username", username);
        json.writeStringField("displayName", displayName);
        Json.text(json, "email", email);
        Json.text(json, "avatarUrl", avatarUrl);
        Json.text(json, "bio", bio);
        json.writeStringField("role", role);
        json.writeStringField("status", status);
        Json.instant(json, "createdAt", createdAt);
        json.writeNumberField("version", version);
        json.writeEndObject();
    }
}
