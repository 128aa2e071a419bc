package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What posts were before, in PostgreSQL. */
final class RevisionStore {
    private static final String COLUMNS =
            """
            r.version, r.title, r.body, r.body_format, r.created_at, u.id, u.username, u.display_name
              from post_revisions r
              left join users u on u.id = r.editor_id
             where r.post_id = :post""";
    static final LimitedStatement NEWEST =
            LimitedStatement.of(
                    "forum.revisions.newest",
                    Budget.ms(10),
                    "select " + COLUMNS + " and r.version < :version\n order by r.version desc");
    static final LimitedStatement NEWEST_BEFORE =
            LimitedStatement.of(
                    "forum.revisions.newest-before",
                    Budget.ms(10),
                    "select " + COLUMNS + " and r.version > :version\n order by r.version");

    /** Keeps what the post is under its version, and makes it the next; its row is locked. */
    static final Statement REVISE =
            Statement.of(
                    "forum.posts.revise",
                    Budget.ms(10),
                    """
                    with kept as (insert into post_revisions
                                         (post_id, version, editor_id, title, body, body_format, created_at)
                                  select p.id, p.version, coalesce(p.edited_by, p.user_id), :title, p.body,
                                         p.body_format, coalesce(p.edited_at, p.created_at)
                                    from posts p where p.id = :id and :isKept)
                    update posts p
                       set body = coalesce(:body, p.body), body_html = coalesce(:html, p.body_html),
                           body_format = case when cast(:body as text) is null then p.body_format else 'markdown' end,
                           edited_at = case when :isKept then now() else p.edited_at end, edited_by = :editor, version = p.version + 1
                     where p.id = :id
                    """);

    /** Whose post it is, and whether it is shown where its thread is. */
    static final Statement OF =
            Statement.of(
                    "forum.revisions.post",
                    Budget.ms(5),
                    """
                    select p.user_id, t.structure_id, p.is_removed or t.is_removed, t.published_at is not null
                      from posts p join threads t on t.id = p.thread_id
                     where p.id = :post
                    """);

    private final Database database;

    RevisionStore(Database database) {
        this.database = database;
    }

    /** A post whose revisions are asked for. */
    record Owner(@Nullable Long author, long structure, boolean isRemoved, boolean isPublished) {}

    Optional<Owner> owner(long post) {
        return database.find(
                OF,
                row -> new Owner(row.numberOrNull(0), row.number(1), row.flag(2), row.flag(3)),
                post);
    }

    /** Those before a version, the newest first; at least one more than the limit if there is. */
    List<Revision> before(long post, long version, int limit) {
        return database.list(NEWEST.upTo(limit), Revision::read, post, version);
    }

    /** Those after a version, the oldest first; at least one more than the limit if there is. */
    List<Revision> after(long post, long version, int limit) {
        return database.list(NEWEST_BEFORE.upTo(limit), Revision::read, post, version);
    }

    /** What a post was under a version. */
    record Revision(
            int version,
            @Nullable String title,
            String body,
            String format,
            Instant at,
            @Nullable Long editor,
            @Nullable String username,
            @Nullable String displayName) {
        static Revision read(Row row) {
            return new Revision(
                    row.integer(0),
                    row.textOrNull(1),
                    row.text(2),
                    row.text(3),
                    row.instant(4),
                    row.numberOrNull(5),
                    row.textOrNull(6),
                    row.textOrNull(7));
        }
    }

    /**
     * A change of a post.
     *
     * @param title what the thread was called, where the post is its first
     * @param text the new one; null where only the title changes
     * @param isKept whether what it was is kept: of a draft it is not
     */
    record Rewrite(
            long post,
            long editor,
            @Nullable String title,
            @Nullable PostText text,
            boolean isKept) {}

    static void revise(Transaction in, Rewrite rewrite) {
        PostText text = rewrite.text();
        in.execute(
                REVISE,
                rewrite.title(),
                rewrite.post(),
                rewrite.isKept(),
                text == null ? null : text.body(),
                text == null ? null : text.written().html(),
                rewrite.editor());
    }
}
