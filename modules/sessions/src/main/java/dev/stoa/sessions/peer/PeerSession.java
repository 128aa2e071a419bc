package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Row;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A peer session.
 *
 * @param aAddr address of who opened it, lower case
 * @param bAddr address of the other side, lower case
 * @param aId the member behind {@code aAddr}, null where there was none
 * @param bId the member behind {@code bAddr}, null where there was none
 * @param endedBy the member who ended it, null where time did
 * @param expiresAt when it expires unless it is started
 * @param meta the text of a JSON object
 * @param version raised with every change but heartbeats and reports
 */
record PeerSession(
        long id,
        String aAddr,
        String bAddr,
        @Nullable Long aId,
        @Nullable Long bId,
        @Nullable String topic,
        PeerStatus status,
        boolean isReported,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long endedBy,
        Instant expiresAt,
        String meta,
        int version) {
    /** What {@link #read} reads, of a row called {@code s}. */
    static final String COLUMNS =
            """
            s.id, s.a_addr, s.b_addr, s.a_id, s.b_id, s.topic, s.status, s.is_reported, s.created_at,
                   s.started_at, s.ended_at, s.ended_by, s.expires_at, cast(s.meta as text), s.version""";

    /** How many columns these are. */
    static final int WIDTH = 15;

    static PeerSession read(Row row) {
        return new PeerSession(
                row.number(0),
                row.text(1),
                row.text(2),
                row.numberOrNull(3),
                row.numberOrNull(4),
                row.textOrNull(5),
                PeerStatus.of(row.text(6)),
                row.flag(7),
                row.instant(8),
                row.instantOrNull(9),
                row.instantOrNull(10),
                row.numberOrNull(11),
                row.instant(12),
                row.text(13),
                row.integer(14));
    }

    /** The side that {@code address} is; empty for neither. */
    Optional<Side> side(@Nullable String address) {
        if (aAddr.equals(address)) {
            return Optional.of(Side.A);
        }
        return bAddr.equals(address) ? Optional.of(Side.B) : Optional.empty();
    }

    /** The other side's address. */
    String beside(Side side) {
        return switch (side) {
            case A -> bAddr;
            case B -> aAddr;
        };
    }
}
