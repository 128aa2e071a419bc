package dev.stoa.forum.member;

import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Database;
import java.util.List;
import java.util.Optional;

/** Members by names like a text, for the search. */
public final class MemberSearch {
    private final MemberStore store;

    public MemberSearch(Database database) {
        this.store = new MemberStore(database);
    }

    /**
     * A member who was found.
     *
     * @param alike how much, 0 to 1
     * @param card writes the member
     */
    public record Found(
            long id, double alike, String username, String displayName, Json.Writer card) {}

    /**
     * Members whose names hold {@code text} or are like it, the most alike first, from a cursor at
     * the likeness and the id of one on; one statement. At least one more than {@code limit} where
     * there are more.
     */
    public List<Found> find(String text, Optional<Cursor> cursor, int limit) {
        return store.search(text, cursor, limit).stream()
                .map(
                        like ->
                                new Found(
                                        like.member().id(),
                                        like.member().alike(),
                                        like.username(),
                                        like.displayName(),
                                        json -> Members.member(json, like.member())))
                .toList();
    }
}
