package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums over peer sessions in PostgreSQL: over all of them, or over those of an address. */
final class PeerStatsStore {
    private static final Budget BUDGET = Budget.ms(500);
    private static final String ALL = "peer_sessions s";
    private static final String OWN =
            """
            (select x.status, x.created_at, x.started_at, x.ended_at from peer_sessions x where x.a_addr = :address
             union all
             select x.status, x.created_at, x.started_at, x.ended_at from peer_sessions x where x.b_addr = :address) s""";

    private static final String STATUS = "select s.status, count(*) from %s group by s.status";
    static final Statement BY_STATUS =
            Statement.of("sessions.peer.count-by-status", BUDGET, STATUS.formatted(ALL));
    static final Statement BY_STATUS_OWN =
            Statement.of("sessions.peer.count-by-status-own", BUDGET, STATUS.formatted(OWN));

    private static final String DAY =
            """
            select '%1$s', cast(s.%2$s at time zone 'UTC' as date), count(*)
              from %3$s where s.%2$s >= cast(:since as timestamptz) group by 2
            """;
    static final Statement BY_DAY = Statement.of("sessions.peer.count-by-day", BUDGET, days(ALL));
    static final Statement BY_DAY_OWN =
            Statement.of("sessions.peer.count-by-day-own", BUDGET, days(OWN));

    private static final String DURATIONS =
            """
            select count(*), percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.started_at)),
                   percentile_cont(0.95) within group (order by extract(epoch from s.ended_at - s.started_at))
              from %s
             where s.ended_at >= cast(:since as timestamptz) and s.started_at is not null
            """;
    static final Statement LASTED =
            Statement.of("sessions.peer.durations", BUDGET, DURATIONS.formatted(ALL));
    static final Statement LASTED_OWN =
            Statement.of("sessions.peer.durations-own", BUDGET, DURATIONS.formatted(OWN));

    private final Database database;

    PeerStatsStore(Database database) {
        this.database = database;
    }

    private static String days(String from) {
        return DAY.formatted("opened", "created_at", from)
                + " union all "
                + DAY.formatted("started", "started_at", from)
                + " union all "
                + DAY.formatted("ended", "ended_at", from);
    }

    /** Sessions in a state. */
    record OfStatus(PeerStatus status, long count) {
        static OfStatus read(Row row) {
            return new OfStatus(PeerStatus.of(row.text(0)), row.number(1));
        }
    }

    /** What was done on a day of UTC, and how often. */
    record OfDay(String what, LocalDate day, long count) {
        static OfDay read(Row row) {
            return new OfDay(row.text(0), row.day(1), row.number(2));
        }
    }

    /**
     * How long sessions lasted that were started, in seconds.
     *
     * @param count of how many; 0 leaves the others null
     */
    record Durations(long count, @Nullable Double p50, @Nullable Double p95) {
        static Durations read(Row row) {
            return new Durations(
                    row.number(0),
                    row.isNull(1) ? null : (Double) row.real(1),
                    row.isNull(2) ? null : (Double) row.real(2));
        }
    }

    /** Counts by state; of all where {@code address} is null. */
    List<OfStatus> byStatus(@Nullable String address) {
        return address == null
                ? database.list(BY_STATUS, OfStatus::read)
                : database.list(BY_STATUS_OWN, OfStatus::read, address);
    }

    /** Counts by day from {@code since} on; of all where {@code address} is null. */
    List<OfDay> byDay(@Nullable String address, LocalDate since) {
        return address == null
                ? database.list(BY_DAY, OfDay::read, start(since))
                : database.list(BY_DAY_OWN, OfDay::read, address, start(since));
    }

    /** Of sessions that ended from {@code since} on; of all where {@code address} is null. */
    Durations durations(@Nullable String address, LocalDate since) {
        return (address == null
                        ? database.find(LASTED, Durations::read, start(since))
                        : database.find(LASTED_OWN, Durations::read, address, start(since)))
                .orElseThrow();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
