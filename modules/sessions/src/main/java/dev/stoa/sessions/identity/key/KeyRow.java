package dev.stoa.sessions.identity.key;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param policy {@code default} or {@code load}
 * @param replacedBy the key that followed it by a rotation
 */
record KeyRow(
        long id,
        long owner,
        String username,
        String name,
        String prefix,
        List<String> scopes,
        String policy,
        boolean isActive,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Long replacedBy) {
    static KeyRow read(Row row) {
        return new KeyRow(
                row.number(0),
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                List.of(row.text(5).split(" ")),
                row.text(6),
                row.flag(7),
                row.instant(8),
                row.instantOrNull(9),
                row.instantOrNull(10),
                row.instantOrNull(11),
                row.numberOrNull(12));
    }
}
