package dev.stoa.forum.tag;

import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Database;
import java.util.List;

/** Tags by names like a text, for the search. */
public final class TagSearch {
    private final TagStore store;

    public TagSearch(Database database) {
        this.store = new TagStore(database);
    }

    /**
     * A tag that was found.
     *
     * @param alike how much, 0 to 1
     * @param card writes the tag
     */
    public record Found(long id, double alike, String name, String slug, Json.Writer card) {}

    /**
     * Tags whose name or slug holds {@code text} or is like it, the most alike first, behind the
     * one {@code after} that is so much {@code alike}; one statement. At least one more than {@code
     * limit} where there are more.
     */
    public List<Found> find(String text, double alike, long after, int limit) {
        return store.search(text, alike, after, limit).stream()
                .map(
                        like ->
                                new Found(
                                        like.tag().id(),
                                        like.alike(),
                                        like.tag().name(),
                                        like.tag().slug(),
                                        json -> TagBodies.tag(json, like.tag())))
                .toList();
    }
}
