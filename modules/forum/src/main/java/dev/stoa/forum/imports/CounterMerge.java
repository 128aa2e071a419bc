package dev.stoa.forum.imports;

import dev.stoa.forum.count.Counters;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** Votes, favorites, links, and then every counter that the new rows move, over whole sets. */
final class CounterMerge {
    private static final Budget BUDGET = Budget.seconds(600);
    private static final Statement VOTES =
            Statement.of(
                    "forum.import.store-votes",
                    BUDGET,
                    """
                    insert into imported_votes as o (post_id, kind, day, count)
                    select e.id, v.kind, cast(v.created_at at time zone 'UTC' as date), count(*)
                      from import_votes v
                      join import_entries e on e.source_id = v.post_source_id and e.kind = 'post'
                     group by 1, 2, 3
                    on conflict (post_id, kind, day) do update set count = excluded.count
                     where o.count <> excluded.count
                    """);
    private static final Statement NEW_VOTES =
            Statement.of(
                    "forum.import.count-votes",
                    BUDGET,
                    """
                    select count(*) filter (where e.is_new), count(*) filter (where e.id is null)
                      from import_votes v
                      left join import_entries e on e.source_id = v.post_source_id and e.kind = 'post'
                    """);
    private static final Statement FAVORITES =
            Statement.of(
                    "forum.import.store-favorites",
                    BUDGET,
                    """
                    insert into favorites (user_id, thread_id, created_at)
                    select u.id, e.thread_id, min(v.created_at)
                      from import_votes v
                      join import_users u on u.source_id = v.owner_source_id
                      join import_entries e on e.source_id = v.post_source_id and e.kind = 'post'
                                           and e.source_id = e.thread_source_id
                     where v.kind = 'favorite'
                     group by u.id, e.thread_id
                    on conflict (user_id, thread_id) do nothing
                    """);
    private static final Statement LOST_FAVORITES =
            Statement.of(
                    "forum.import.lost-favorites",
                    BUDGET,
                    """
                    select count(*), count(*) filter (where u.id is null),
                           count(*) filter (where u.id is not null and e.id is null),
                           count(*) filter (where u.id is not null and e.id is not null)
                             - count(distinct (u.id, e.thread_id))
                                 filter (where u.id is not null and e.id is not null)
                      from import_votes v
                      left join import_users u on u.source_id = v.owner_source_id
                      left join import_entries e on e.source_id = v.post_source_id and e.kind = 'post'
                                                and e.source_id = e.thread_source_id
                     where v.kind = 'favorite'
                    """);
    private static final Statement LINKS =
            Statement.of(
                    "forum.import.store-links",
                    BUDGET,
                    """
                    insert into thread_links (thread_id, related_thread_id, kind, created_at)
                    select a.thread_id, b.thread_id, l.kind, min(l.created_at)
                      from import_links l
                      join import_entries a on a.source_id = l.post_source_id and a.kind = 'post'
                      join import_entries b on b.source_id = l.related_source_id and b.kind = 'post'
                     where a.thread_id <> b.thread_id
                     group by 1, 2, 3
                    on conflict (thread_id, related_thread_id, kind) do nothing
                    """);
    private static final Statement LOST_LINKS =
            Statement.of(
                    "forum.import.lost-links",
                    BUDGET,
                    """
                    select count(*) filter (where a.id is null or b.id is null),
                           count(*) filter (where a.thread_id = b.thread_id),
                           count(*) filter (where a.thread_id <> b.thread_id)
                             - count(distinct (a.thread_id, b.thread_id, l.kind))
                                 filter (where a.thread_id <> b.thread_id)
                      from import_links l
                      left join import_entries a on a.source_id = l.post_source_id and a.kind = 'post'
                      left join import_entries b on b.source_id = l.related_source_id and b.kind = 'post'
                    """);

    private static final List<Statement> COUNTERS =
            List.of(
                    Statement.of(
                            "forum.import.store-post-stats",
                            BUDGET,
                            """
                            insert into post_stats (post_id, thread_id, vote_score)
                            select p.id, p.thread_id, p.base_score
                              from import_entries e join posts p on p.id = e.id
                             where e.is_new
                             order by p.id
                            """),
                    Statement.of(
                            "forum.import.count-replies",
                            BUDGET,
                            """
                            update post_stats s set reply_count = c.replies
                              from (select p.parent_id, count(*) as replies
                                      from posts p
                                     where p.parent_id in (select n.parent_id
                                                             from import_entries e
                                                             join posts n on n.id = e.id
                                                            where e.is_new)
                                       and not p.is_removed
                                     group by p.parent_id) c
                             where s.post_id = c.parent_id and s.reply_count <> c.replies
                            """),
                    Statement.of(
                            "forum.import.store-thread-stats",
                            BUDGET,
                            """
                            insert into thread_stats (thread_id, vote_score, view_count)
                            select e.thread_id, p.score, p.view_count
                              from import_entries e join import_posts p on p.source_id = e.source_id
                             where e.is_new and e.kind = 'post' and e.source_id = e.thread_source_id
                             order by e.thread_id
                            """),
                    Statement.of(
                            "forum.import.count-threads",
                            BUDGET,
                            """
                            update thread_stats s
                               set post_count = c.posts, participant_count = c.participants,
                                   favorite_count = c.favorites
                              from (select e.thread_id,
                                           (select count(*) from posts p
                                             where p.thread_id = e.thread_id and not p.is_removed)
                                             as posts,
                                           (select count(distinct p.user_id) from posts p
                                             where p.thread_id = e.thread_id and not p.is_removed)
                                             as participants,
                                           coalesce(f.favorites, 0) as favorites
                                      from (select distinct thread_id from import_entries) e
                                      left join (select thread_id, count(*) as favorites
                                                   from favorites group by thread_id) f
                                        on f.thread_id = e.thread_id) c
                             where s.thread_id = c.thread_id
                               and (s.post_count, s.participant_count, s.favorite_count)
                                   <> (c.posts, c.participants, c.favorites)
                            """),
                    Statement.of(
                            "forum.import.last-posts",
                            BUDGET,
                            """
                            update threads t
                               set last_post_number = p.post_number, last_post_at = p.created_at,
                                   last_post_user_id = p.user_id
                              from (select distinct on (n.thread_id) n.thread_id, n.post_number,
                                           n.created_at, n.user_id
                                      from import_entries e join posts n on n.id = e.id
                                     where e.is_new
                                     order by n.thread_id, n.post_number desc) p
                             where t.id = p.thread_id
                            """),
                    Statement.of(
                            "forum.import.count-members",
                            BUDGET,
                            """
                            update member_stats s set thread_count = c.threads, post_count = c.posts
                              from (select u.id,
                                           (select count(*) from threads t
                                             where t.user_id = u.id and not t.is_removed
                                               and t.published_at is not null) as threads,
                                           (select count(*) from posts p
                                             where p.user_id = u.id and not p.is_removed) as posts
                                      from import_users u) c
                             where s.user_id = c.id
                               and (s.thread_count, s.post_count) <> (c.threads, c.posts)
                            """),
                    Statement.of(
                            "forum.import.count-tags",
                            BUDGET,
                            """
                            update tags g set use_count = c.uses
                              from (select t.tag_id, count(*) as uses
                                      from thread_tags t join threads r on r.id = t.thread_id
                                     where not r.is_removed and r.published_at is not null
                                       and t.tag_id in (select id from import_tags)
                                     group by t.tag_id) c
                             where g.id = c.tag_id and g.use_count <> c.uses
                            """),
                    Statement.of(
                            "forum.import.count-structures",
                            BUDGET,
                            """
                            update forum_structure f
                               set thread_count = c.threads, post_count = c.posts,
                                   last_post_at = c.last_post_at
                              from (select t.structure_id, count(*) as threads,
                                           sum(s.post_count) as posts,
                                           max(t.last_post_at) as last_post_at
                                      from threads t join thread_stats s on s.thread_id = t.id
                                     where not t.is_removed and t.published_at is not null
                                       and t.structure_id in (select r.structure_id
                                                                from import_entries e
                                                                join threads r on r.id = e.thread_id
                                                               where e.is_new)
                                     group by t.structure_id) c
                             where f.id = c.structure_id
                            """));

    private final Transaction transaction;

    CounterMerge(Transaction transaction) {
        this.transaction = transaction;
    }

    void merge(Tally tally) {
        transaction.execute(VOTES);
        transaction.find(
                NEW_VOTES,
                row -> {
                    tally.stored("votes", row.number(0));
                    tally.skipped("votes", "vote on no post of the threads", row.number(1));
                    return row;
                });
        tally.stored("favorites", transaction.execute(FAVORITES));
        transaction.find(
                LOST_FAVORITES,
                row -> {
                    tally.read("favorites", row.number(0));
                    tally.skipped("favorites", "by no known member", row.number(1));
                    tally.skipped("favorites", "of no thread", row.number(2));
                    tally.skipped("favorites", "given twice", row.number(3));
                    return row;
                });
        tally.stored("postlinks", transaction.execute(LINKS));
        transaction.find(
                LOST_LINKS,
                row -> {
                    tally.skipped("postlinks", "link to or from no thread", row.number(0));
                    tally.skipped("postlinks", "link within one thread", row.number(1));
                    tally.skipped("postlinks", "same threads as another link", row.number(2));
                    return row;
                });
        // Nobody folds meanwhile: two would write the same rows, in other orders.
        Counters.hold(transaction);
        COUNTERS.forEach(transaction::execute);
    }
}
