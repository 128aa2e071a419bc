package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single peer sessions in PostgreSQL. */
final class PeerStore {
    /** A session as a viewer finds it. */
    static final String FOUND =
            "select "
                    + PeerSession.COLUMNS
                    + """
                    , v.address, p.a_seen_at, p.b_seen_at
                      from peer_sessions s
                      left join session_presence p on p.session_id = s.id
                      left join users v on v.id = :viewer
                     where s.id = :id
                    """;

    static final Statement FIND = Statement.of("sessions.peer.find", Budget.ms(5), FOUND);
    static final Statement ADDRESS =
            Statement.of(
                    "sessions.peer.address",
                    Budget.ms(5),
                    "select u.address from users u where u.id = :member and u.address is not null");

    /** Writes the narrow row only; its answer says why nothing was written. */
    static final Statement HEARTBEAT =
            Statement.of(
                    "sessions.peer.heartbeat",
                    Budget.ms(5),
                    """
                    with s as (
                        select s.id, s.status, v.address = s.a_addr as is_a, v.address = s.b_addr as is_b
                          from peer_sessions s join users v on v.id = :viewer
                         where s.id = :id and v.address in (s.a_addr, s.b_addr)),
                    seen as (
                        insert into session_presence as p (session_id, last_seen_at, a_seen_at, b_seen_at)
                        select s.id, now(), case when s.is_a then now() end, case when s.is_b then now() end
                          from s where s.status = 'active'
                            on conflict (session_id) do update
                           set last_seen_at = excluded.last_seen_at,
                               a_seen_at = coalesce(excluded.a_seen_at, p.a_seen_at),
                               b_seen_at = coalesce(excluded.b_seen_at, p.b_seen_at))
                    select s.status, s.is_a from s
                    """);

    /** The active sessions of an address, at most one more than are shown. */
    static final Statement ACTIVE =
            Statement.of(
                    "sessions.peer.active",
                    Budget.ms(10),
                    """
                    select %s
                      from (select x.* from peer_sessions x where x.status = 'active' and x.a_addr = :address
                            union all
                            select x.* from peer_sessions x where x.status = 'active' and x.b_addr = :address) s
                     order by s.started_at desc, s.id desc limit 101
                    """
                            .formatted(PeerSession.COLUMNS));

    private final Database database;

    PeerStore(Database database) {
        this.database = database;
    }

    /**
     * A session, as a viewer finds it.
     *
     * @param viewer the viewer's address, null where they have none
     * @param aSeenAt when side a was last heard of, null unless it is active
     * @param bSeenAt when side b was last heard of, null unless it is active
     */
    record Found(
            PeerSession session,
            @Nullable String viewer,
            @Nullable Instant aSeenAt,
            @Nullable Instant bSeenAt) {
        static Found read(Row row) {
            return new Found(
                    PeerSession.read(row),
                    row.textOrNull(PeerSession.WIDTH),
                    row.instantOrNull(PeerSession.WIDTH + 1),
                    row.instantOrNull(PeerSession.WIDTH + 2));
        }

        /** The side that the viewer is; empty for neither. */
        Optional<Side> side() {
            return session.side(viewer);
        }
    }

    /** What became of a heartbeat: the session's state, and the side that sent it. */
    record Beat(PeerStatus status, Side side) {
        static Beat read(Row row) {
            return new Beat(PeerStatus.of(row.text(0)), row.flag(1) ? Side.A : Side.B);
        }
    }

    Optional<Found> find(long viewer, long id) {
        return database.find(FIND, Found::read, viewer, id);
    }

    /** The address of a member; empty where they have none. */
    Optional<String> address(long member) {
        return database.find(ADDRESS, row -> row.text(0), member);
    }

    /** An address's active sessions, the newest first, at most 101. */
    List<PeerSession> active(String address) {
        return database.list(ACTIVE, PeerSession::read, address);
    }

    /** Notes that a side of an active session is there; empty where the viewer is no side of it. */
    Optional<Beat> heartbeat(long viewer, long id) {
        return database.find(HEARTBEAT, Beat::read, viewer, id);
    }
}
