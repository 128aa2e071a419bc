package dev.stoa.forum.notice;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A member's notifications in PostgreSQL. */
final class NoticeStore {
    /** Who moderated is not told; a thread that a moderator removed is, by its title. */
    private static final String PAGE =
            """
            select n.id, n.kind, n.created_at, n.read_at is not null,
                   a.card, t.id, t.title, t.slug, t.structure_id, p.id, p.post_number, n.action, n.note
              from notifications n
              left join users a on a.id = n.actor_id and n.kind <> 'moderation'
              left join threads t on t.id = n.thread_id and (not t.is_removed or n.kind = 'moderation')
              left join posts p on p.id = n.post_id and (not p.is_removed or n.kind = 'moderation')
             where n.user_id = :member and n.id < :id%s
             order by n.id desc
            """;

    static final LimitedStatement ALL =
            LimitedStatement.of("forum.notices.all", Budget.ms(10), PAGE.formatted(""));
    static final LimitedStatement UNREAD =
            LimitedStatement.of(
                    "forum.notices.unread",
                    Budget.ms(10),
                    PAGE.formatted(" and n.read_at is null"));

    /** The newest unread ones alone: a badge says no more than "more than that". */
    static final Statement COUNTS =
            Statement.of(
                    "forum.notices.counts",
                    Budget.ms(5),
                    """
                    select n.kind, count(*)
                      from (select u.kind from notifications u
                             where u.user_id = :member and u.read_at is null
                             order by u.id desc limit 101) n
                     group by n.kind
                    """);

    static final Statement READ =
            Statement.of(
                    "forum.notices.read",
                    Budget.ms(50),
                    """
                    update notifications set read_at = now()
                     where user_id = :member and id <= :upTo and read_at is null
                    """);

    private final Database database;

    NoticeStore(Database database) {
        this.database = database;
    }

    /** Those older than the notification {@code before}, the newest first; one statement. */
    List<NoticeRow> page(long member, boolean isUnread, long before, int limit) {
        LimitedStatement list = isUnread ? UNREAD : ALL;
        return database.list(list.upTo(limit), NoticeRow::read, member, before);
    }

    /** How many of the newest 101 unread ones are of each kind; one statement. */
    Map<String, Long> counts(long member) {
        Map<String, Long> counts = new HashMap<>();
        database.list(COUNTS, row -> counts.put(row.text(0), row.number(1)), member);
        return counts;
    }

    /** Marks all up to {@code upTo} as read; answers how many were not. */
    static long read(Transaction in, long member, long upTo) {
        return in.execute(READ, member, upTo);
    }
}
