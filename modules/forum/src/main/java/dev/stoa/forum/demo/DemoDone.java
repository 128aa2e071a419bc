package dev.stoa.forum.demo;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.util.List;

/** What members of a made-up community were told of and have done, made from its rows. */
final class DemoDone {
    private static final Budget BUDGET = Budget.seconds(600);

    /** Of the newest tenth of all posts; two in three are read. */
    static final Statement NOTIFICATIONS =
            Statement.of(
                    "forum.demo.notifications",
                    BUDGET,
                    """
                    insert into notifications (user_id, kind, actor_id, thread_id, post_id, created_at, read_at)
                    select a.user_id, 'reply', p.user_id, p.thread_id, p.id, p.created_at,
                           case when p.id % 3 > 0 then p.created_at + interval '1 hour' end
                      from posts p join posts a on a.id = p.parent_id
                     where p.id > (select max(x.id) * 9 / 10 from posts x)
                       and not p.is_removed and p.user_id <> a.user_id
                     order by p.created_at, p.id
                    """);

    /** Ten members begin each collection, and some of them go on to its end. */
    static final Statement DONE =
            Statement.of(
                    "forum.demo.items-done",
                    BUDGET,
                    """
                    insert into collection_items_done (collection_id, item_id, user_id, done_at)
                    select c.id, i.id, u.id, c.published_at + i.position * interval '1 hour'
                      from collections c
                     cross join generate_series(1, 10) n
                      join users u on u.id = 1 + (c.id * 31 + n * 17) % (select count(*) from users)
                      join collection_items i on i.collection_id = c.id and i.position <= 1 + (c.id + n * 7) % 20
                     where c.published_at is not null
                     order by c.id, i.id, u.id
                    """);

    static final Statement PROGRESS =
            Statement.of(
                    "forum.demo.progress",
                    BUDGET,
                    """
                    insert into collection_progress (user_id, collection_id, done_count, updated_at)
                    select d.user_id, d.collection_id, count(*), max(d.done_at)
                      from collection_items_done d group by d.user_id, d.collection_id
                     order by d.user_id, d.collection_id
                    """);

    static final List<Statement> ALL = List.of(NOTIFICATIONS, DONE, PROGRESS);

    private DemoDone() {}
}
