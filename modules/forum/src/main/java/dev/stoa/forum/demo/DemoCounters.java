package dev.stoa.forum.demo;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.util.List;

/** Every counter of a made-up community, counted from its rows. */
final class DemoCounters {
    private static final Budget BUDGET = Budget.seconds(1800);

    private DemoCounters() {}

    static final List<Statement> ALL =
            List.of(
                    of(
                            "post-stats",
                            """
                            insert into post_stats (post_id, thread_id, up, down, vote_score, reply_count)
                            select p.id, p.thread_id, coalesce(v.up, 0), coalesce(v.down, 0),
                                   p.base_score + coalesce(v.up, 0) - coalesce(v.down, 0),
                                   coalesce(r.replies, 0)
                              from posts p
                              left join (select post_id, count(*) filter (where value > 0) as up,
                                                count(*) filter (where value < 0) as down
                                           from post_votes group by post_id) v on v.post_id = p.id
                              left join (select parent_id, count(*) as replies
                                           from posts where parent_id is not null and not is_removed
                                          group by parent_id) r on r.parent_id = p.id
                             order by p.id
                            """),
                    of(
                            "thread-stats",
                            """
                            insert into thread_stats (thread_id, post_count, up, down, vote_score,
                                                      favorite_count, participant_count, view_count)
                            select t.id, p.posts, coalesce(v.up, 0), coalesce(v.down, 0),
                                   t.base_score + coalesce(v.up, 0) - coalesce(v.down, 0),
                                   coalesce(f.favorites, 0), p.participants,
                                   17 * p.posts + 40 * (coalesce(v.up, 0) + coalesce(v.down, 0))
                              from threads t
                              join (select thread_id, count(*) as posts,
                                           count(distinct user_id) as participants
                                      from posts where not is_removed group by thread_id) p
                                on p.thread_id = t.id
                              left join (select thread_id, count(*) filter (where value > 0) as up,
                                                count(*) filter (where value < 0) as down
                                           from thread_votes group by thread_id) v
                                on v.thread_id = t.id
                              left join (select thread_id, count(*) as favorites
                                           from favorites group by thread_id) f on f.thread_id = t.id
                             order by t.id
                            """),
                    of(
                            "karma",
                            """
                            insert into karma_entries (user_id, type, points, created_at)
                            select user_id, type, points, at
                              from (select t.user_id, 'thread-votes' as type, 5 * sum(v.value) as points,
                                           max(v.created_at) as at
                                      from thread_votes v join threads t on t.id = v.thread_id
                                     group by t.user_id
                                    union all
                                    select p.user_id, 'post-votes', 5 * sum(v.value), max(v.created_at)
                                      from post_votes v join posts p on p.id = v.post_id
                                     group by p.user_id) k
                             where points <> 0
                             order by at
                            """),
                    of(
                            "member-stats",
                            """
                            insert into member_stats (user_id, karma_points, thread_count, post_count)
                            select u.id, coalesce(k.points, 0), coalesce(t.threads, 0),
                                   coalesce(p.posts, 0)
                              from users u
                              left join (select user_id, sum(points) as points
                                           from karma_entries group by user_id) k on k.user_id = u.id
                              left join (select user_id, count(*) as threads from threads
                                          where not is_removed and published_at is not null
                                          group by user_id) t on t.user_id = u.id
                              left join (select user_id, count(*) as posts from posts
                                          where not is_removed group by user_id) p on p.user_id = u.id
                             order by u.id
                            """),
                    of(
                            "tag-uses",
                            """
                            update tags g set use_count = c.uses
                              from (select tag_id, count(*) as uses
                                      from thread_tags x join threads t on t.id = x.thread_id
                                     where not t.is_removed and t.published_at is not null
                                     group by tag_id) c
                             where g.id = c.tag_id
                            """),
                    of(
                            "structure-counters",
                            """
                            update forum_structure f
                               set thread_count = c.threads, post_count = c.posts,
                                   last_post_at = c.last_post_at
                              from (select t.structure_id, count(*) as threads,
                                           sum(s.post_count) as posts,
                                           max(t.last_post_at) as last_post_at
                                      from threads t join thread_stats s on s.thread_id = t.id
                                     where not t.is_removed and t.published_at is not null
                                     group by t.structure_id) c
                             where f.id = c.structure_id
                            """));

    /** Identity keys go on behind the rows that brought their own. */
    static final Statement SEQUENCES =
            of(
                    "sequences",
                    """
                    select setval('users_id_seq', (select max(id) from users)),
                           setval('forum_structure_id_seq', (select max(id) from forum_structure)),
                           setval('tags_id_seq', (select max(id) from tags)),
                           setval('threads_id_seq', (select max(id) from threads)),
                           setval('posts_id_seq', (select max(id) from posts)),
                           setval('collections_id_seq', (select max(id) from collections)),
                           setval('collection_items_id_seq', (select max(id) from collection_items))
                    """);

    private static Statement of(String what, String text) {
        return Statement.of("forum.demo." + what, BUDGET, text);
    }
}
