package dev.stoa.forum.notice;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** What adds notifications in PostgreSQL, each in a transaction of its caller's. */
final class NoticeWrites {
    /** Who may be told by a member: not themselves, and not those who block or mute them. */
    private static final String WILLING =
            """
            u.status = 'active' and u.id <> a.id
               and not exists (select 1 from blocks k
                                where k.blocker_id = u.id and k.blocked in ('member:' || a.id, a.address)
                                  and (k.expires_at is null or k.expires_at > now()))
               and not exists (select 1 from mutes x
                                where x.user_id = u.id
                                  and (x.target, x.target_id) in (('member', a.id), ('thread', :thread)))""";

    /** The structures above a thread, for the roles it takes to know of it. */
    private static final String ABOVE =
            """
            recursive above(parent_id, read_role) as (
                select f.parent_id, f.read_role
                  from threads t join forum_structure f on f.id = t.structure_id where t.id = :thread
                union all
                select f.parent_id, f.read_role from above b join forum_structure f on f.id = b.parent_id)""";

    private static final String MAY_READ =
            """
            not exists (select 1 from above b
                         where array_position(array['anon', 'member', 'moderator', 'operator', 'admin'], b.read_role)
                             > array_position(array['anon', 'member', 'moderator', 'operator', 'admin'], u.role))""";

    static final Statement POSTED =
            Statement.of(
                    "forum.notices.posted",
                    Budget.ms(20),
                    """
                    with %s,
                    due(user_id, kind, place) as (
                        select m.id, 'mention', 1 from users m where lower(m.username) = any(:mentioned)
                        union all
                        select p.user_id, 'reply', 2 from posts p where p.id = :parent and p.thread_id = :thread
                        union all
                        select t.user_id, 'reply', 2
                          from threads t where t.id = :thread and cast(:parent as bigint) is null)
                    insert into notifications (user_id, kind, actor_id, thread_id, post_id)
                    select distinct on (u.id) u.id, d.kind, a.id, cast(:thread as bigint), cast(:post as bigint)
                      from due d join users u on u.id = d.user_id join users a on a.id = :author
                     where %s
                       and %s
                       and not exists (select 1 from notifications n
                                        where n.user_id = u.id and n.post_id = :post
                                          and n.kind in ('reply', 'mention'))
                     order by u.id, d.place
                        on conflict do nothing
                    returning user_id
                    """
                            .formatted(ABOVE, WILLING, MAY_READ));

    static final Statement ACCEPTED =
            Statement.of(
                    "forum.notices.accepted",
                    Budget.ms(10),
                    """
                    with %s
                    insert into notifications (user_id, kind, actor_id, thread_id, post_id)
                    select u.id, 'accepted-answer', a.id, p.thread_id, p.id
                      from posts p join users u on u.id = p.user_id join users a on a.id = :by
                     where p.id = :post and p.thread_id = :thread and %s
                       and %s
                        on conflict do nothing
                    returning user_id
                    """
                            .formatted(ABOVE, WILLING, MAY_READ));

    /** What a moderator says of where the author may not look is not for the author. */
    static final Statement MODERATED =
            Statement.of(
                    "forum.notices.moderated",
                    Budget.ms(10),
                    """
                    with %s
                    insert into notifications (user_id, kind, actor_id, thread_id, post_id, action, note)
                    select u.id, 'moderation', cast(:by as bigint), cast(:thread as bigint), cast(:post as bigint),
                           cast(:action as text), case when %s then cast(:note as text) end
                      from users u
                     where u.id = :member and u.status <> 'deleted' and u.id <> cast(:by as bigint)
                    returning user_id
                    """
                            .formatted(ABOVE, MAY_READ));

    private NoticeWrites() {}

    static List<Long> posted(Transaction in, Posted posted) {
        return in.list(
                POSTED,
                row -> row.number(0),
                posted.thread(),
                posted.mentioned().toArray(String[]::new),
                posted.parent(),
                posted.post(),
                posted.author().value());
    }

    static List<Long> accepted(Transaction in, Accepted accepted) {
        return in.list(
                ACCEPTED,
                row -> row.number(0),
                accepted.thread(),
                accepted.by().value(),
                accepted.post());
    }

    static List<Long> moderated(Transaction in, Moderated moderated) {
        return in.list(
                MODERATED,
                row -> row.number(0),
                moderated.thread(),
                moderated.by().value(),
                moderated.post(),
                moderated.action(),
                moderated.note(),
                moderated.member().value());
    }
}
