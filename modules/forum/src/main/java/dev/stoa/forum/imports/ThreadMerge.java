package dev.stoa.forum.imports;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Threads and posts are written, as {@link EntryMerge} placed them. */
final class ThreadMerge {
    private static final Budget BUDGET = Budget.seconds(600);
    private static final Statement ZONE =
            Statement.of(
                    "forum.import.store-zone",
                    BUDGET,
                    """
                    insert into forum_structure (kind, slug, name, path)
                    values ('zone', 'stackexchange', 'Stack Exchange', 'stackexchange')
                    on conflict (path) do nothing
                    """);
    private static final Statement FORUM =
            Statement.of(
                    "forum.import.store-forum",
                    BUDGET,
                    """
                    insert into forum_structure (parent_id, kind, slug, name, path)
                    select id, 'forum', :site, :title, 'stackexchange/' || :site
                      from forum_structure where path = 'stackexchange'
                    on conflict (path) do nothing
                    """);
    private static final Statement THREADS =
            Statement.of(
                    "forum.import.store-threads",
                    BUDGET,
                    """
                    insert into threads (id, structure_id, user_id, kind, title, slug, excerpt, tags,
                                         tag_ids, first_post_id, base_score, source_platform, source_url,
                                         source_author, source_licence, is_locked, published_at,
                                         created_at, updated_at)
                    select e.thread_id, f.id, u.id, 'question', p.title, p.slug, p.excerpt,
                           coalesce(g.cards, '[]'), coalesce(g.ids, '{}'), e.id, p.score, 'stackexchange',
                           'https://' || :host || '/questions/' || p.source_id,
                           coalesce(u.display_name, p.owner_name), p.licence, p.is_closed, p.created_at,
                           p.created_at, greatest(p.edited_at, p.created_at)
                      from import_entries e
                      join import_posts p on p.source_id = e.source_id
                      join forum_structure f on f.path = 'stackexchange/' || :site
                      left join import_users u on u.source_id = p.owner_source_id
                      left join lateral (
                           select cast('[' || string_agg('{"id":"' || t.id || '","name":'
                                          || to_json(t.name) || ',"slug":' || to_json(t.slug)
                                          || ',"color":' || to_json(t.color) || '}', ','
                                          order by n.position) || ']' as json) as cards,
                                  array_agg(t.id order by n.position) as ids
                             from unnest(p.tags) with ordinality n(name, position)
                             join import_tags i on i.name = n.name
                             join tags t on t.id = i.id) g on true
                     where e.is_new and e.kind = 'post' and e.source_id = e.thread_source_id
                     order by e.thread_id
                    """);
    private static final Statement POSTS =
            Statement.of(
                    "forum.import.store-posts",
                    BUDGET,
                    """
                    insert into posts (id, thread_id, post_number, path, user_id, body, body_html,
                                       body_format, base_score, source_url, source_author,
                                       source_licence, created_at, edited_at)
                    select e.id, e.thread_id, e.post_number, lpad(cast(e.post_number as text), 7, '0'),
                           u.id, p.body, p.body, 'html', p.score,
                           'https://' || :host || case p.type when 1 then '/questions/' else '/a/' end
                             || p.source_id,
                           coalesce(u.display_name, p.owner_name), p.licence, p.created_at, p.edited_at
                      from import_entries e
                      join import_posts p on p.source_id = e.source_id
                      left join import_users u on u.source_id = p.owner_source_id
                     where e.is_new and e.kind = 'post'
                     order by e.id
                    """);

    /** A comment's text is shown as it is: its own markup is not worth a renderer here. */
    private static final Statement COMMENTS =
            Statement.of(
                    "forum.import.store-comments",
                    BUDGET,
                    """
                    insert into posts (id, thread_id, post_number, parent_id, path, depth, user_id, body,
                                       body_html, base_score, source_url, source_author, source_licence,
                                       created_at)
                    select e.id, e.thread_id, e.post_number, a.id,
                           lpad(cast(a.post_number as text), 7, '0') || '.'
                             || lpad(cast(e.post_number as text), 7, '0'),
                           1, u.id, c.body, c.body_html, c.score,
                           'https://' || :host || '/questions/' || e.thread_source_id || '#comment'
                             || c.source_id,
                           coalesce(u.display_name, c.owner_name), c.licence, c.created_at
                      from import_entries e
                      join import_comments c on c.source_id = e.source_id
                      join import_entries a on a.source_id = e.parent_source_id and a.kind = 'post'
                      left join import_users u on u.source_id = c.owner_source_id
                     where e.is_new and e.kind = 'comment'
                     order by e.id
                    """);

    private static final Statement TAGS =
            Statement.of(
                    "forum.import.store-thread-tags",
                    BUDGET,
                    """
                    insert into thread_tags (thread_id, tag_id)
                    select t.id, unnest(t.tag_ids)
                      from threads t
                      join import_entries e on e.thread_id = t.id
                     where e.is_new and e.kind = 'post' and e.source_id = e.thread_source_id
                    """);
    private static final Statement ANSWERS =
            Statement.of(
                    "forum.import.accept-answers",
                    BUDGET,
                    """
                    update threads t set answer_post_id = a.id
                      from import_posts p
                      join import_entries q on q.source_id = p.source_id and q.kind = 'post'
                      join import_entries a on a.source_id = p.accepted_source_id and a.kind = 'post'
                                           and a.thread_id = q.thread_id
                     where t.id = q.thread_id and p.type = 1 and t.answer_post_id is null
                    """);

    private final Transaction transaction;

    ThreadMerge(Transaction transaction) {
        this.transaction = transaction;
    }

    void merge(Dump dump, Tally tally) {
        transaction.execute(ZONE);
        transaction.execute(FORUM, dump.site(), dump.title());
        transaction.execute(THREADS, dump.host(), dump.site());
        tally.stored("posts", transaction.execute(POSTS, dump.host()));
        tally.stored("comments", transaction.execute(COMMENTS, dump.host()));
        transaction.execute(TAGS);
        transaction.execute(ANSWERS);
    }
}
