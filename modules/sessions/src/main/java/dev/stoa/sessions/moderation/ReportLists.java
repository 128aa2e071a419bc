package dev.stoa.sessions.moderation;

import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.sessions.moderation.ReportQuery.Lead;
import dev.stoa.sessions.paging.Keyset;
import dev.stoa.sessions.paging.Keyset.Place;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists of reports, the newest first; one statement each, of its own for each leading filter. */
final class ReportLists {
    private static final Map<Lead, LimitedStatement> AFTER = all("", "<", "desc");
    private static final Map<Lead, LimitedStatement> BEFORE = all("-before", ">", "asc");

    private final Database database;
    private final Cursors cursors;

    ReportLists(Database database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return List.of(AFTER, BEFORE).stream().flatMap(each -> each.values().stream()).toList();
    }

    private static Map<Lead, LimitedStatement> all(String way, String sign, String direction) {
        Map<Lead, LimitedStatement> all = new EnumMap<>(Lead.class);
        for (Lead lead : Lead.values()) {
            all.put(
                    lead,
                    LimitedStatement.of(
                            "sessions.reports.recent" + lead.suffix() + way,
                            Budget.ms(20),
                            text(lead, sign, direction)));
        }
        return all;
    }

    /**
     * Every text names all parameters first, so that they are bound in one order. One coalesce
     * hides the filters from the planner, which would think of what they leave as rare, and sort.
     */
    private static String text(Lead lead, String sign, String direction) {
        String rows =
                """
                select x.* from reports x
                 where %s and %s
                   and coalesce(
                           coalesce(x.status = q.status, true) and coalesce(x.target_type = q.target_type, true)
                           and coalesce(x.target_id = q.target_id, true) and coalesce(x.reason = q.reason, true)
                           and coalesce(x.reporter_id = q.reporter, true)
                           and coalesce(x.assignee_id = q.assignee, q.assignee is null)
                           and %s, false)
                   and (x.created_at, x.id) %s (q.at, q.id)
                 order by x.created_at %s, x.id %s limit :limit"""
                        .formatted(
                                leading(lead),
                                bound(sign),
                                Sight.SHOWN,
                                sign,
                                direction,
                                direction);
        return """
               select %s
                 from (select cast(:status as text) as status, cast(:targetType as text) as target_type,
                              cast(:target as bigint) as target_id, cast(:reason as text) as reason,
                              cast(:reporter as bigint) as reporter, cast(:assignee as bigint) as assignee,
                              cast(:since as timestamptz) as since, cast(:until as timestamptz) as until,
                              cast(:at as timestamptz) as at, cast(:id as bigint) as id,
                              %s as hidden) q
                cross join lateral (%s) r
                order by r.created_at %s, r.id %s limit :limit"""
                .formatted(
                        Report.COLUMNS,
                        Sight.HIDDEN,
                        rows(lead, rows, direction),
                        direction,
                        direction);
    }

    /** Where the index has the state behind the lead, the first ones of each state are merged. */
    private static String rows(Lead lead, String rows, String direction) {
        return switch (lead) {
            case TARGET, REPORTER -> rows;
            case ASSIGNEE, REASON, STATUS ->
                    """
                    select y.* from unnest(array['open', 'resolved', 'dismissed']) u(status)
                     cross join lateral (%s) y
                     where q.status is null or u.status = q.status
                     order by y.created_at %s, y.id %s limit :limit"""
                            .formatted(rows, direction, direction);
        };
    }

    /** Where a walk stops; where it starts is its place. */
    private static String bound(String sign) {
        return sign.equals("<") ? "x.created_at >= q.since" : "x.created_at < q.until";
    }

    private static String leading(Lead lead) {
        return switch (lead) {
            case TARGET -> "x.target_type = q.target_type and x.target_id = q.target_id";
            case REPORTER -> "x.reporter_id = q.reporter";
            case ASSIGNEE -> "x.assignee_id = q.assignee and x.status = u.status";
            case REASON -> "x.reason = q.reason and x.status = u.status";
            case STATUS -> "x.status = u.status";
        };
    }

    /**
     * A page of a list, without what is about targets that {@code viewer} may not know of as a
     * moderator.
     */
    Page<Report> page(Viewer.Member viewer, ReportQuery query, Paging paging) {
        Keyset keyset = new Keyset(cursors, paging, "reports:" + viewer.key() + ':' + query);
        LimitedStatement statement =
                Objects.requireNonNull((keyset.isBackward() ? BEFORE : AFTER).get(query.lead()));
        Object until = query.to() == null ? "infinity" : clamped(query.to());
        List<Report> rows =
                database.list(
                        statement.upTo(keyset.limit()),
                        Report::read,
                        query.status(),
                        query.targetType(),
                        query.targetId(),
                        query.reason(),
                        query.reporter(),
                        query.assignee(),
                        query.from() == null ? "-infinity" : clamped(query.from()),
                        until,
                        keyset.place().<Object>map(Place::instant).orElse(until),
                        keyset.place().map(Place::id).orElse(0L),
                        Sight.role(viewer));
        return keyset.page(rows, report -> Place.of(report.createdAt(), report.id()));
    }

    /** A moment before any report has a form in SQL. */
    private static Instant clamped(Instant at) {
        return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
    }
}
