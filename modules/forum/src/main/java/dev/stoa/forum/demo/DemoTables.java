package dev.stoa.forum.demo;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TableCopies;
import dev.stoa.platform.sql.Transaction;

/**
 * The tables that are filled by COPY. Rows come in frozen, which the truncate before them in the
 * same transaction allows: nobody has to set their hint bits later, and index-only scans work at
 * once. Members are not: tables of others refer to theirs, and such a one can't be truncated.
 */
final class DemoTables {
    private static final Budget BUDGET = Budget.seconds(1800);
    static final Statement CLEAR =
            Statement.of(
                    "forum.demo.clear",
                    BUDGET,
                    """
                    truncate tags, thread_tags, threads, posts, thread_votes, post_votes, favorites,
                             thread_stats, post_stats, member_stats, karma_entries, collections,
                             collection_items, collection_progress, collection_items_done,
                             notifications
                    """);
    private static final Statement STRUCTURES =
            Statement.of(
                    "forum.demo.structures",
                    BUDGET,
                    """
                    copy forum_structure (id, parent_id, kind, slug, name, path, position) from stdin
                    """);
    private static final Statement MEMBERS =
            Statement.of(
                    "forum.demo.members",
                    BUDGET,
                    """
                    copy users (id, username, display_name, role, status, created_at)
                    from stdin
                    """);
    private static final Statement TAGS =
            Statement.of(
                    "forum.demo.tags",
                    BUDGET,
                    "copy tags (id, name, slug, color, description) from stdin with (freeze)");
    private static final Statement THREADS =
            Statement.of(
                    "forum.demo.threads",
                    BUDGET,
                    """
                    copy threads (id, structure_id, user_id, kind, title, slug, excerpt, media, game_id,
                                  broadcaster_id, tags, tag_ids, first_post_id, last_post_number,
                                  last_post_at, last_post_user_id, answer_post_id, is_removed,
                                  is_pinned, is_locked, published_at, created_at, updated_at)
                    from stdin with (freeze)
                    """);
    private static final Statement POSTS =
            Statement.of(
                    "forum.demo.posts",
                    BUDGET,
                    """
                    copy posts (id, thread_id, post_number, parent_id, path, depth, user_id, body,
                                body_html, is_removed, created_at)
                    from stdin with (freeze)
                    """);
    private static final Statement THREAD_TAGS =
            Statement.of(
                    "forum.demo.thread-tags",
                    BUDGET,
                    "copy thread_tags (thread_id, tag_id) from stdin with (freeze)");
    private static final Statement THREAD_VOTES =
            Statement.of(
                    "forum.demo.thread-votes",
                    BUDGET,
                    """
                    copy thread_votes (user_id, thread_id, value, created_at)
                    from stdin with (freeze)
                    """);
    private static final Statement POST_VOTES =
            Statement.of(
                    "forum.demo.post-votes",
                    BUDGET,
                    """
                    copy post_votes (user_id, post_id, thread_id, value, created_at)
                    from stdin with (freeze)
                    """);
    private static final Statement FAVORITES =
            Statement.of(
                    "forum.demo.favorites",
                    BUDGET,
                    "copy favorites (user_id, thread_id, created_at) from stdin with (freeze)");

    private static final Statement COLLECTIONS =
            Statement.of(
                    "forum.demo.collections",
                    BUDGET,
                    """
                    copy collections (id, user_id, title, description, item_count, published_at,
                                      created_at, updated_at)
                    from stdin with (freeze)
                    """);
    private static final Statement COLLECTION_ITEMS =
            Statement.of(
                    "forum.demo.collection-items",
                    BUDGET,
                    """
                    copy collection_items (id, collection_id, position, thread_id, title, payload,
                                           created_at, updated_at)
                    from stdin with (freeze)
                    """);

    private final DemoPlan plan;
    private final TableCopies tables;
    private final Transaction transaction;

    DemoTables(DemoPlan plan, Progress progress, Transaction transaction) {
        this.plan = plan;
        this.tables = new TableCopies(transaction, progress);
        this.transaction = transaction;
    }

    void fill() {
        Words words = new Words(plan.seed);
        DemoFolk folk = new DemoFolk(plan, words);
        DemoTalk talk = new DemoTalk(plan, words, folk);
        DemoVotes votes = new DemoVotes(plan);
        transaction.execute(CLEAR);
        tables.copy(STRUCTURES, "structures", plan.size.structures, folk.structures());
        tables.copy(MEMBERS, "members", plan.size.members, folk.members());
        tables.copy(TAGS, "tags", plan.size.tags, folk.tags());
        tables.copy(THREADS, "threads", plan.size.threads, talk.threads());
        tables.copy(THREAD_TAGS, "thread tags", 2L * plan.size.threads, talk.threadTags());
        tables.copy(POSTS, "posts", plan.size.posts, talk.posts());
        tables.copy(THREAD_VOTES, "thread votes", plan.size.threadVotes(), votes.threadVotes());
        tables.copy(POST_VOTES, "post votes", plan.size.postVotes(), votes.postVotes());
        tables.copy(FAVORITES, "favorites", plan.size.favorites, votes.favorites());
        DemoCollections series = new DemoCollections(plan, words);
        tables.copy(COLLECTIONS, "collections", plan.size.collections, series.collections());
        tables.copy(COLLECTION_ITEMS, "collection items", series.itemCount(), series.items());
    }
}
