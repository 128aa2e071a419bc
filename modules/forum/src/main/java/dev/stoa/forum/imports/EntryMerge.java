package dev.stoa.forum.imports;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/**
 * Questions, answers and comments get their place: a thread, a number in it, and ids. What was
 * imported before keeps its own, and what is new in a later dump goes behind it.
 */
final class EntryMerge {
    private static final Budget BUDGET = Budget.seconds(600);
    private static final Statement QUESTIONS =
            Statement.of(
                    "forum.import.place-questions",
                    BUDGET,
                    """
                    insert into import_entries (kind, source_id, thread_source_id, created_at)
                    select 'post', source_id, source_id, created_at
                      from import_posts where type = 1 and title is not null
                    """);
    private static final Statement ANSWERS =
            Statement.of(
                    "forum.import.place-answers",
                    BUDGET,
                    """
                    insert into import_entries (kind, source_id, thread_source_id, created_at)
                    select 'post', a.source_id, q.source_id, a.created_at
                      from import_posts a
                      join import_posts q on q.source_id = a.parent_source_id
                     where a.type = 2 and q.type = 1 and q.title is not null
                    """);
    private static final Statement COMMENTS =
            Statement.of(
                    "forum.import.place-comments",
                    BUDGET,
                    """
                    insert into import_entries
                           (kind, source_id, thread_source_id, parent_source_id, created_at)
                    select 'comment', c.source_id, e.thread_source_id, e.source_id, c.created_at
                      from import_comments c
                      join import_entries e on e.source_id = c.post_source_id and e.kind = 'post'
                    """);
    private static final Statement ANALYZE =
            Statement.of("forum.import.analyze-entries", BUDGET, "analyze import_entries");
    private static final Statement KNOWN =
            Statement.of(
                    "forum.import.known-entries",
                    BUDGET,
                    """
                    update import_entries e
                       set id = p.id, thread_id = p.thread_id, post_number = p.post_number
                      from import_sources s
                      join posts p on p.id = s.id
                     where s.platform = :platform and s.kind = e.kind and s.source_id = e.source_id
                    """);
    private static final Statement THREAD_IDS =
            Statement.of(
                    "forum.import.id-threads",
                    BUDGET,
                    """
                    update import_entries e set thread_id = c.thread_id
                      from (select source_id, nextval('threads_id_seq') as thread_id
                              from (select source_id from import_entries
                                     where kind = 'post' and source_id = thread_source_id
                                       and thread_id is null
                                     order by created_at, source_id) o) c
                     where e.kind = 'post' and e.source_id = c.source_id
                    """);

    /** The question comes first whatever the times say; posts of one time by kind and id. */
    private static final Statement NUMBERS =
            Statement.of(
                    "forum.import.number-entries",
                    BUDGET,
                    """
                    update import_entries e
                       set is_new = true, id = c.id, thread_id = c.thread_id, post_number = c.number
                      from (select o.kind, o.source_id, o.thread_id, o.number,
                                   nextval('posts_id_seq') as id
                              from (select n.kind, n.source_id, q.thread_id, n.created_at,
                                           coalesce(t.last_post_number, 0) + row_number() over (
                                               partition by n.thread_source_id
                                               order by n.source_id <> n.thread_source_id
                                                          or n.kind <> 'post',
                                                        n.created_at, n.kind desc, n.source_id)
                                             as number
                                      from import_entries n
                                      join import_entries q
                                        on q.source_id = n.thread_source_id and q.kind = 'post'
                                      left join threads t on t.id = q.thread_id
                                     where n.id is null
                                     order by n.created_at, n.kind desc, n.source_id) o) c
                     where e.kind = c.kind and e.source_id = c.source_id
                    """);

    private static final Statement SOURCES =
            Statement.of(
                    "forum.import.source-entries",
                    BUDGET,
                    """
                    insert into import_sources (platform, kind, source_id, id)
                    select :platform, kind, source_id, id from import_entries where is_new
                    """);
    private static final Statement LOST_POSTS =
            Statement.of(
                    "forum.import.lost-posts",
                    BUDGET,
                    """
                    select count(*) filter (where p.type = 1), count(*) filter (where p.type = 2)
                      from import_posts p
                     where p.type in (1, 2)
                       and not exists (select 1 from import_entries e
                                        where e.source_id = p.source_id and e.kind = 'post')
                    """);
    private static final Statement LOST_COMMENTS =
            Statement.of(
                    "forum.import.lost-comments",
                    BUDGET,
                    """
                    select count(*) from import_comments c
                     where not exists (select 1 from import_entries e
                                        where e.source_id = c.source_id and e.kind = 'comment')
                    """);

    private final Transaction transaction;

    EntryMerge(Transaction transaction) {
        this.transaction = transaction;
    }

    void merge(String platform, Tally tally) {
        transaction.execute(QUESTIONS);
        transaction.execute(ANSWERS);
        transaction.execute(COMMENTS);
        transaction.execute(ANALYZE);
        transaction.execute(KNOWN, platform);
        transaction.execute(THREAD_IDS);
        transaction.execute(NUMBERS);
        transaction.execute(SOURCES, platform);
        transaction.find(
                LOST_POSTS,
                row -> {
                    tally.skipped("posts", "question without a title", row.number(0));
                    tally.skipped("posts", "answer to no question of the dump", row.number(1));
                    return row;
                });
        transaction.find(
                LOST_COMMENTS,
                row -> {
                    tally.skipped("comments", "comment on no post of the dump", row.number(0));
                    return row;
                });
    }
}
