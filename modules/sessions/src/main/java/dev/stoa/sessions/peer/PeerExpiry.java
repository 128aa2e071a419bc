package dev.stoa.sessions.peer;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Duration;
import java.util.List;

/** The job by which time ends sessions: unanswered ones and silent ones. */
final class PeerExpiry {
    static final Setting<Duration> ACTIVE_TTL =
            Setting.duration(
                    "sessions.peer.active-ttl",
                    "10m",
                    "How long an active peer session goes on without a heartbeat.");

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** Sessions a transaction. */
    static final int BATCH = 500;

    static final Statement PENDING =
            Statement.of(
                    "sessions.peer.expire-pending",
                    Budget.ms(200),
                    """
                    with due as (
                        select d.id from peer_sessions d
                         where d.status = 'pending' and d.expires_at <= now()
                         order by d.expires_at limit 500 for update skip locked)
                    update peer_sessions s
                       set status = 'expired', ended_at = s.expires_at, version = s.version + 1
                      from due where s.id = due.id
                    returning %s
                    """
                            .formatted(PeerSession.COLUMNS));

    /** It ended when it fell silent, not when that was noticed. */
    static final Statement SILENT =
            Statement.of(
                    "sessions.peer.expire-silent",
                    Budget.ms(200),
                    """
                    with due as (
                        select d.id, greatest(p.last_seen_at, d.started_at) as ended_at
                          from session_presence p join peer_sessions d on d.id = p.session_id
                         where d.status = 'active'
                           and p.last_seen_at < now() - make_interval(secs => :seconds)
                         limit 500 for update of d skip locked),
                    gone as (delete from session_presence p using due where p.session_id = due.id)
                    update peer_sessions s
                       set status = 'expired', ended_at = due.ended_at, version = s.version + 1
                      from due where s.id = due.id
                    returning %s
                    """
                            .formatted(PeerSession.COLUMNS));

    /** A heartbeat that was under way while its session ended leaves one behind. */
    static final Statement LEFT_OVER =
            Statement.of(
                    "sessions.peer.clear-presence",
                    Budget.ms(200),
                    """
                    delete from session_presence p
                     where p.last_seen_at < now() - make_interval(secs => :seconds)
                       and not exists (select 1 from peer_sessions s
                                        where s.id = p.session_id and s.status = 'active')
                    """);

    private final PeerChanges changes;
    private final double silence;

    PeerExpiry(PeerChanges changes, Duration ttl) {
        this.changes = changes;
        this.silence = ttl.toMillis() / 1000.0;
    }

    Job job() {
        return Job.of("sessions.peer.expire", Schedule.every(INTERVAL), this::run);
    }

    private void run(JobRun run) {
        run.batches("expired", BATCH, in -> (long) unanswered(in).size());
        run.batches("expired", BATCH, in -> (long) silent(in).size());
        run.count("presence", run.transaction(in -> in.execute(LEFT_OVER, silence)));
    }

    List<PeerSession> unanswered(Transaction in) {
        return noted(in, in.list(PENDING, PeerSession::read));
    }

    List<PeerSession> silent(Transaction in) {
        return noted(in, in.list(SILENT, PeerSession::read, silence));
    }

    private List<PeerSession> noted(Transaction in, List<PeerSession> expired) {
        changes.expired(in, expired);
        return expired;
    }
}
