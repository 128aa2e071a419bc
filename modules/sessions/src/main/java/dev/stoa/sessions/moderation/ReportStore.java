package dev.stoa.sessions.moderation;

import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single reports in PostgreSQL. */
final class ReportStore {
    static final Statement MEMBER =
            Statement.of(
                    "sessions.reports.target-member",
                    Budget.ms(5),
                    "select exists (select 1 from users u where u.id = :id and u.status <> 'deleted')");
    private static final String MAY_READ_ALL_ABOVE =
            """
            with recursive above(parent_id, read_role) as (
                select f.parent_id, f.read_role
                  from %%s join forum_structure f on f.id = t.structure_id
                 where %%s and not t.is_removed and t.published_at is not null
                union all
                select f.parent_id, f.read_role from above b join forum_structure f on f.id = b.parent_id)
            select coalesce(bool_and(%s), false) from above b
            """
                    .formatted(Sight.MAY_READ);
    static final Statement THREAD =
            Statement.of(
                    "sessions.reports.target-thread",
                    Budget.ms(5),
                    MAY_READ_ALL_ABOVE.formatted("threads t", "t.id = :id"));
    static final Statement POST =
            Statement.of(
                    "sessions.reports.target-post",
                    Budget.ms(5),
                    MAY_READ_ALL_ABOVE.formatted(
                            "posts p join threads t on t.id = p.thread_id",
                            "p.id = :id and not p.is_removed"));

    static final Statement FILE =
            Statement.of(
                    "sessions.reports.file",
                    Budget.ms(10),
                    """
                    insert into reports as r (reporter_id, target_type, target_id, session_id, reason, details)
                    values (:reporter, :type, :target, case when :type = 'session' then cast(:target as bigint) end,
                            :reason, :details)
                        on conflict (reporter_id, target_type, target_id) where status = 'open' do nothing
                    returning %s
                    """
                            .formatted(Report.COLUMNS));
    static final Statement FIND =
            Statement.of(
                    "sessions.reports.find",
                    Budget.ms(5),
                    """
                    select %s
                      from (select %s as hidden) q cross join reports r
                     where r.id = :id and %s
                    """
                            .formatted(
                                    Report.COLUMNS, Sight.HIDDEN, Sight.SHOWN.replace("x.", "r.")));
    static final Statement IS_ABOUT =
            Statement.of(
                    "sessions.reports.is-about",
                    Budget.ms(5),
                    """
                    select case r.target_type
                           when 'member' then r.target_id = u.id
                           when 'session' then exists (select 1 from peer_sessions s where s.id = r.target_id
                                                          and (u.id in (s.a_id, s.b_id) or u.address in (s.a_addr, s.b_addr)))
                           when 'thread' then exists (select 1 from threads t where t.id = r.target_id and t.user_id = u.id)
                           else exists (select 1 from posts p where p.id = r.target_id and p.user_id = u.id) end
                      from reports r join users u on u.id = :member
                     where r.id = :id
                    """);
    static final Statement RESOLVE =
            Statement.of(
                    "sessions.reports.resolve",
                    Budget.ms(10),
                    """
                    update reports r
                       set status = :status, resolution = :resolution, resolved_by = :moderator, resolved_at = now(),
                           version = r.version + 1
                     where r.id = :id and r.version = :version
                    returning %s
                    """
                            .formatted(Report.COLUMNS));
    static final Statement ASSIGN =
            Statement.of(
                    "sessions.reports.assign",
                    Budget.ms(10),
                    """
                    update reports r set assignee_id = :assignee, version = r.version + 1
                     where r.id = :id and r.version = :version
                    returning %s
                    """
                            .formatted(Report.COLUMNS));
    static final Statement IS_MODERATOR =
            Statement.of(
                    "sessions.reports.is-moderator",
                    Budget.ms(5),
                    """
                    select exists (select 1 from users u
                                    where u.id = :id and u.role in ('moderator', 'admin') and u.status = 'active')
                    """);

    private final Database database;

    ReportStore(Database database) {
        this.database = database;
    }

    /** A report to be made. */
    record Draft(String targetType, long targetId, String reason, @Nullable String details) {}

    /** A decision on a report that has {@code version}. */
    record Decision(String status, String resolution, int version) {}

    /** Whether whoever has {@code role} may see that member, thread or post. */
    static boolean isVisible(Transaction in, Role role, Draft draft) {
        long id = draft.targetId();
        return switch (draft.targetType()) {
            case "member" -> in.find(MEMBER, row -> row.flag(0), id).orElse(false);
            case "thread" -> in.find(THREAD, row -> row.flag(0), id, role.text()).orElse(false);
            case "post" -> in.find(POST, row -> row.flag(0), id, role.text()).orElse(false);
            default -> throw new IllegalArgumentException(draft.targetType());
        };
    }

    /** Empty where the reporter has an open one of that target. */
    static Optional<Report> file(Transaction in, long reporter, Draft draft) {
        return in.find(
                FILE,
                Report::read,
                reporter,
                draft.targetType(),
                draft.targetId(),
                draft.reason(),
                draft.details());
    }

    /** A report as far as {@code viewer} may know of its target. */
    Optional<Report> find(Viewer.Member viewer, long id) {
        return database.find(FIND, Report::read, Sight.role(viewer), id);
    }

    /** Empty where there is none of that version. */
    Optional<Report> resolve(long id, long moderator, Decision decision) {
        return database.find(
                RESOLVE,
                Report::read,
                decision.status(),
                decision.resolution(),
                moderator,
                id,
                decision.version());
    }

    /** Empty where there is none of that version. */
    Optional<Report> assign(long id, @Nullable Long assignee, int version) {
        return database.find(ASSIGN, Report::read, assignee, id, version);
    }

    /** Whether the report's target is a member, or something of theirs. */
    boolean isAbout(long id, long member) {
        return database.find(IS_ABOUT, row -> row.flag(0), member, id).orElse(false);
    }

    boolean isModerator(long member) {
        return database.find(IS_MODERATOR, row -> row.flag(0), member).orElse(false);
    }
}
