package dev.stoa.forum.search;

import dev.stoa.forum.search.SearchFilter.Drive;
import dev.stoa.forum.tag.TagRef;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The search in PostgreSQL. */
final class SearchStore {
    private final Database database;

    SearchStore(Database database) {
        this.database = database;
    }

    /**
     * Where a page begins.
     *
     * @param score of the hit at the cursor
     * @param place of that hit
     * @param skip hits to skip from there
     */
    record Start(double score, long place, int skip) {
        /** Nothing scores more than 6. */
        static Start first(int skip) {
            return new Start(1e9, Long.MAX_VALUE, skip);
        }
    }

    /** A page of threads, the best first, with at least one more where there are more. */
    List<HitRow> threads(SearchQuery query, Drive drive, Start start) {
        return found(SearchSql.ofThreads(drive).upTo(query.paging().limit()), query, start);
    }

    /** A page of posts, the best first, with at least one more where there are more. */
    List<HitRow> posts(SearchQuery query, Drive drive, Start start) {
        return found(SearchSql.ofPosts(drive).upTo(query.paging().limit()), query, start);
    }

    private List<HitRow> found(Statement statement, SearchQuery query, Start start) {
        Map<String, @Nullable Object> values = values(query);
        values.put("score", start.score());
        values.put("place", start.place());
        values.put("skip", start.skip());
        return database.list(statement, HitRow::read, arguments(statement, values));
    }

    /**
     * Threads with titles like the text, the most alike first, without those {@code found} before.
     */
    List<HitRow> alike(SearchQuery query, List<Long> found) {
        Statement statement =
                (query.type() == SearchQuery.Sought.POSTS ? SearchSql.ALIKE_POSTS : SearchSql.ALIKE)
                        .upTo(query.paging().limit());
        Map<String, @Nullable Object> values = values(query);
        values.put("found", array(found));
        return database.list(statement, HitRow::read, arguments(statement, values));
    }

    private static Map<String, @Nullable Object> values(SearchQuery query) {
        SearchFilter filter = query.filter();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("text", query.text());
        values.put("hidden", filter.audience().hiddenIds());
        values.put("structures", filter.structures() == null ? null : array(filter.structures()));
        values.put("kind", filter.kind());
        values.put("tag", filter.tags().isEmpty() ? null : filter.tags().getFirst().id());
        values.put(
                "tags",
                filter.tags().isEmpty()
                        ? null
                        : array(filter.tags().stream().map(TagRef::id).toList()));
        values.put("author", filter.authorId());
        return values;
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static @Nullable Object[] arguments(
            Statement statement, Map<String, @Nullable Object> values) {
        return statement.parameters().stream().map(values::get).toArray();
    }
}
