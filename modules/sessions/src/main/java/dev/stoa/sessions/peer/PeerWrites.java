package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changes peer sessions in PostgreSQL, each in a transaction of its caller's. */
final class PeerWrites {
    static final Statement LOCK =
            Statement.of(
                    "sessions.peer.lock", Budget.ms(10), PeerStore.FOUND + "   for update of s");

    /** Orders what must not happen to one pair at the same moment: a start and a block. */
    static final Statement LOCK_PAIR =
            Statement.of(
                    "sessions.peer.lock-pair",
                    Budget.ms(10),
                    """
                    select cast(pg_advisory_xact_lock(hashtextextended(
                               least(:one, cast(:two as text)) || ' ' || greatest(:one, :two), 7306)) as text)
                    """);

    /**
     * What stands between a viewer and an address: their own address, a block, an active session.
     */
    static final Statement STANDING =
            Statement.of(
                    "sessions.peer.standing",
                    Budget.ms(5),
                    """
                    select v.address,
                           exists (select 1 from blocks k
                                    where k.blocker_id = v.id
                                      and k.blocked in (cast(:peer as text), 'member:' || p.id)
                                      and (k.expires_at is null or k.expires_at > now()))
                           or exists (select 1 from blocks k
                                       where k.blocker_id = p.id
                                         and k.blocked in (v.address, 'member:' || v.id)
                                         and (k.expires_at is null or k.expires_at > now())),
                           (select s.id from peer_sessions s
                             where s.status = 'active'
                               and least(s.a_addr, s.b_addr) = least(v.address, :peer)
                               and greatest(s.a_addr, s.b_addr) = greatest(v.address, :peer))
                      from users v left join users p on p.address = :peer
                     where v.id = :viewer
                    """);

    static final Statement OPEN =
            Statement.of(
                    "sessions.peer.open",
                    Budget.ms(10),
                    """
                    insert into peer_sessions as s (a_addr, b_addr, a_id, b_id, topic, meta, expires_at)
                    select v.address, cast(:peer as text), v.id, (select p.id from users p where p.address = :peer),
                           :topic, cast(:meta as jsonb), now() + make_interval(secs => :seconds)
                      from users v where v.id = :viewer
                    returning %s
                    """
                            .formatted(PeerSession.COLUMNS));
    static final Statement CHANGE =
            Statement.of(
                    "sessions.peer.change",
                    Budget.ms(10),
                    """
                    update peer_sessions s
                       set topic = :topic, meta = cast(:meta as jsonb), version = s.version + 1
                     where s.id = :id
                    returning %s
                    """
                            .formatted(PeerSession.COLUMNS));
    static final Statement START =
            Statement.of(
                    "sessions.peer.start",
                    Budget.ms(10),
                    """
                    with started as (
                        update peer_sessions t
                           set status = 'active', started_at = now(), b_id = :viewer, version = t.version + 1
                         where t.id = :id and t.expires_at > now()
                        returning t.*),
                    seen as (
                        insert into session_presence (session_id, last_seen_at, b_seen_at)
                        select id, now(), now() from started
                            on conflict (session_id) do update
                           set last_seen_at = excluded.last_seen_at, b_seen_at = excluded.b_seen_at)
                    select %s from started s
                    """
                            .formatted(PeerSession.COLUMNS));

    private static final String END_COLUMNS =
            "status = 'ended', ended_by = :member, ended_at = now(), version = t.version + 1";

    static final Statement END =
            Statement.of(
                    "sessions.peer.end",
                    Budget.ms(10),
                    """
                    with ended as (update peer_sessions t set %s where t.id = :id returning t.*),
                    gone as (delete from session_presence where session_id = :id)
                    select %s from ended s
                    """
                            .formatted(END_COLUMNS, PeerSession.COLUMNS));

    static final Statement END_PAIR =
            Statement.of(
                    "sessions.peer.end-pair",
                    Budget.ms(10),
                    """
                    with ended as (
                        update peer_sessions t set %s
                         where t.status = 'active'
                           and least(t.a_addr, t.b_addr) = least(cast(:one as text), :two)
                           and greatest(t.a_addr, t.b_addr) = greatest(cast(:one as text), :two)
                        returning t.*),
                    gone as (delete from session_presence p using ended e where p.session_id = e.id)
                    select %s from ended s
                    """
                            .formatted(END_COLUMNS, PeerSession.COLUMNS));

    /** Locked in one order: both sides may go at once. */
    static final Statement END_ALL =
            Statement.of(
                    "sessions.peer.end-all",
                    Budget.ms(100),
                    """
                    with own as (
                        select o.id from peer_sessions o
                         where o.status in ('pending', 'active')
                           and o.id in (select x.id from users v join peer_sessions x on x.a_addr = v.address
                                         where v.id = :member and x.status in ('pending', 'active')
                                        union all
                                        select x.id from users v join peer_sessions x on x.b_addr = v.address
                                         where v.id = :member and x.status in ('pending', 'active'))
                         order by o.id for update),
                    ended as (update peer_sessions t set %s from own where t.id = own.id returning t.*),
                    gone as (delete from session_presence p using ended e where p.session_id = e.id)
                    select %s from ended s
                    """
                            .formatted(END_COLUMNS, PeerSession.COLUMNS));

    /** Marks a session of the viewer's own. */
    static final Statement REPORT =
            Statement.of(
                    "sessions.peer.report",
                    Budget.ms(10),
                    """
                    update peer_sessions s set is_reported = true
                      from users v
                     where s.id = :id and v.id = :viewer and v.address in (s.a_addr, s.b_addr)
                    returning %s
                    """
                            .formatted(PeerSession.COLUMNS));

    private PeerWrites() {}

    /**
     * What stands between a viewer and an address.
     *
     * @param address the viewer's own, null for none
     * @param isBlocked whether either blocks the other
     * @param active the pair's active session, null for none
     */
    record Standing(@Nullable String address, boolean isBlocked, @Nullable Long active) {
        static Standing read(Row row) {
            return new Standing(row.textOrNull(0), row.flag(1), row.numberOrNull(2));
        }
    }

    static Optional<PeerStore.Found> lock(Transaction in, long viewer, long id) {
        return in.find(LOCK, PeerStore.Found::read, viewer, id);
    }

    /** Until the transaction ends, nobody else gets past this for these two. */
    static void lockPair(Transaction in, String one, String two) {
        in.list(LOCK_PAIR, row -> row.isNull(0), one, two);
    }

    static Standing standing(Transaction in, long viewer, String peer) {
        return in.find(STANDING, Standing::read, peer, viewer)
                .orElse(new Standing(null, false, null));
    }

    static PeerSession open(Transaction in, long viewer, PeerDraft draft, Duration pending) {
        return one(
                in.find(
                        OPEN,
                        PeerSession::read,
                        draft.peer(),
                        draft.topic(),
                        draft.meta(),
                        (double) pending.toSeconds(),
                        viewer));
    }

    static PeerSession change(Transaction in, long id, @Nullable String topic, String meta) {
        return one(in.find(CHANGE, PeerSession::read, topic, meta, id));
    }

    /** Empty where its time to be started is over. */
    static Optional<PeerSession> start(Transaction in, long viewer, long id) {
        return in.find(START, PeerSession::read, viewer, id);
    }

    static PeerSession end(Transaction in, long member, long id) {
        return one(in.find(END, PeerSession::read, member, id));
    }

    /** Ends the active session of two addresses; empty where there is none. */
    static Optional<PeerSession> endPair(Transaction in, long member, String one, String two) {
        return in.find(END_PAIR, PeerSession::read, member, one, two);
    }

    /** Ends all open sessions of a member. */
    static List<PeerSession> endAll(Transaction in, long member) {
        return in.list(END_ALL, PeerSession::read, member);
    }

    static List<PeerSession> report(Transaction in, long viewer, long id) {
        return in.list(REPORT, PeerSession::read, id, viewer);
    }

    private static PeerSession one(Optional<PeerSession> session) {
        return session.orElseThrow(() -> new IllegalStateException("a locked session is gone"));
    }
}
