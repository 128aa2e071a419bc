package dev.stoa.maintenance.metric;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;

/** Performance reports in PostgreSQL. */
final class ReportStore {
    static final Statement SAVE =
            Statement.of(
                    "maintenance.reports.save",
                    Budget.ms(20),
                    "insert into performance_reports (node, report) values (:node, cast(:report as jsonb))");

    static final Statement FORGET =
            Statement.of(
                    "maintenance.reports.forget",
                    Budget.ms(20),
                    "delete from performance_reports where created_at < now() - interval '90 days'");

    static final LimitedStatement RECENT =
            LimitedStatement.of(
                    "maintenance.reports.recent",
                    Budget.ms(10),
                    """
                    select id, node, created_at, cast(report as text)
                      from performance_reports
                     where (created_at, id) < (cast(:at as timestamptz), :id)
                     order by created_at desc, id desc
                    """);

    private final Database database;

    ReportStore(Database database) {
        this.database = database;
    }

    /**
     * A report as it is kept.
     *
     * @param report a JSON object
     */
    record KeptReport(long id, String node, Instant at, String report) {
        static KeptReport read(Row row) {
            return new KeptReport(row.number(0), row.text(1), row.instant(2), row.text(3));
        }
    }

    static void save(Transaction transaction, String node, String report) {
        transaction.execute(SAVE, node, report);
        transaction.execute(FORGET);
    }

    /** Reports before one made at {@code at} under number {@code id}, the newest first. */
    List<KeptReport> recent(Object at, long id, int limit) {
        return database.list(RECENT.upTo(limit), KeptReport::read, at, id);
    }
}
