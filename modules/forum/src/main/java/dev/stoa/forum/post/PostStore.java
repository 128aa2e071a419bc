package dev.stoa.forum.post;

import dev.stoa.forum.post.PostListSql.Place;
import dev.stoa.forum.post.PostListSql.Scope;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts in PostgreSQL. */
final class PostStore {
    static final Statement FIND =
            Statement.of(
                    "forum.posts.find",
                    Budget.ms(10),
                    "select "
                            + PostListSql.COLUMNS
                            + ", t.structure_id"
                            + "\n  from posts p join post_stats s on s.post_id = p.id\n"
                            + "  join threads t on t.id = p.thread_id and not t.is_removed and t.published_at is not null\n"
                            + PostListSql.JOINS
                            + "\n where p.id = :id and not p.is_removed");
    static final Statement THREAD_SHOWN =
            Statement.of(
                    "forum.posts.thread-shown",
                    Budget.ms(5),
                    """
                    select t.structure_id from threads t
                     where t.id = :thread and not t.is_removed and t.published_at is not null
                    """);

    private final Database database;

    PostStore(Database database) {
        this.database = database;
    }

    /**
     * Where a page begins.
     *
     * @param way how it is given
     * @param key sort key of the row at the cursor: microseconds, score, or post number
     * @param id of that row
     * @param skip rows to skip, for {@link Place#PAGE}
     */
    record Start(Place way, long key, long id, int skip) {}

    /**
     * Which posts, in which order: ids of the thread, the post answered or the member; 0 where they
     * don't matter; and for whom.
     */
    record Slice(
            PostSort sort,
            Scope scope,
            long thread,
            long parent,
            long member,
            @Nullable Integer depth,
            Audience audience) {}

    /** A post, and in which structure it is. */
    record Found(PostRow post, long structure) {
        static Found read(Row row) {
            return new Found(PostRow.read(row), row.number(6));
        }
    }

    /** A post that is there for an audience. */
    Optional<PostRow> find(long id, Audience audience) {
        return database.find(FIND, Found::read, id)
                .filter(found -> !audience.isHidden(found.structure()))
                .map(Found::post);
    }

    boolean isThreadShown(long thread, Audience audience) {
        return database.find(THREAD_SHOWN, row -> row.number(0), thread)
                .filter(structure -> !audience.isHidden(structure))
                .isPresent();
    }

    /** A page of posts, at least one row more than {@code limit} where there are more. */
    List<PostRow> page(Slice slice, Start start, int limit) {
        Statement statement =
                PostListSql.statement(slice.sort(), slice.scope(), start.way()).upTo(limit);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("thread", slice.thread());
        values.put("parent", slice.parent());
        values.put("member", slice.member());
        values.put("depth", slice.depth());
        values.put("at", at(start.key()));
        values.put("score", start.key());
        values.put("number", start.key());
        values.put("id", start.id());
        values.put("skip", start.skip());
        values.put("hidden", slice.audience().hiddenIds());
        return database.list(
                statement,
                PostRow::read,
                statement.parameters().stream().map(values::get).toArray());
    }

    /** Posts that a viewer voted on, behind {@code id} or in front of it with the nearest first. */
    List<PostRow> voted(long viewer, long[] hidden, LimitedStatement way, long id, int limit) {
        return database.list(way.upTo(limit), PostRow::read, hidden, viewer, id);
    }

    /**
     * The moment of a key in microseconds; the ends of long stand for before and after all time.
     */
    private static Object at(long micros) {
        if (micros == Long.MIN_VALUE) {
            return "-infinity";
        }
        return micros == Long.MAX_VALUE
                ? "infinity"
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
