package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
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
                           body_format = case when :body is null then p.body_format else 'markdown' end,
                           edited_at = case when :isKept then now() else p.edited_at end, edited_by = :editor, version = p.version + 1
                     where p.id = :id
                    """);

    private RevisionStore() {}

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
