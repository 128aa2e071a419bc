package dev.stoa.sessions.moderation;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums over reports in PostgreSQL. */
final class ReportStatsStore {
    static final Statement GROUPS =
            Statement.of(
                    "sessions.reports.count",
                    Budget.ms(200),
                    """
                    select r.status, r.reason, r.target_type, count(*),
                           count(*) filter (where r.assignee_id is null), min(r.created_at)
                      from reports r group by r.status, r.reason, r.target_type
                    """);
    static final Statement DECISIONS =
            Statement.of(
                    "sessions.reports.decisions",
                    Budget.ms(200),
                    """
                    select count(*),
                           percentile_cont(0.5) within group (order by extract(epoch from r.resolved_at - r.created_at)),
                           percentile_cont(0.95) within group (order by extract(epoch from r.resolved_at - r.created_at))
                      from reports r where r.resolved_at >= now() - interval '30 days'
                    """);
    static final Statement OPEN =
            Statement.of(
                    "sessions.reports.count-open",
                    Budget.ms(20),
                    "select count(*) from reports r where r.status = 'open'");

    private final Database database;

    ReportStatsStore(Database database) {
        this.database = database;
    }

    /** Reports alike in state, reason and kind of target. */
    record Group(
            String status,
            String reason,
            String targetType,
            long count,
            long unassigned,
            Instant oldest) {
        static Group read(Row row) {
            return new Group(
                    row.text(0),
                    row.text(1),
                    row.text(2),
                    row.number(3),
                    row.number(4),
                    row.instant(5));
        }
    }

    /**
     * How long decisions took, in seconds.
     *
     * @param count how many; 0 leaves the others null
     */
    record Decisions(long count, @Nullable Double p50, @Nullable Double p95) {
        static Decisions read(Row row) {
            return new Decisions(
                    row.number(0),
                    row.isNull(1) ? null : (Double) row.real(1),
                    row.isNull(2) ? null : (Double) row.real(2));
        }
    }

    List<Group> groups() {
        return database.list(GROUPS, Group::read);
    }

    /** Of the last 30 days. */
    Decisions decisions() {
        return database.find(DECISIONS, Decisions::read).orElseThrow();
    }

    /** Reports that nobody has decided. */
    long open() {
        return database.find(OPEN, row -> row.number(0)).orElse(0L);
    }
}
