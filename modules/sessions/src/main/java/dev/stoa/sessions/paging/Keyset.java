package dev.stoa.sessions.paging;

import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list sorted by a moment and a number that no two rows share: from where it is read,
 * and how its neighbours are found.
 */
public final class Keyset {
    private final Cursors cursors;
    private final Paging paging;
    private final String scope;
    private final Optional<Cursor> cursor;

    /**
     * The page that {@code paging} asks for.
     *
     * @param scope what a cursor belongs to: the list, its filters and the viewer
     * @throws dev.stoa.platform.Failure for a cursor that is not of this list
     */
    public Keyset(Cursors cursors, Paging paging, String scope) {
        this.cursors = cursors;
        this.paging = paging;
        this.scope = scope;
        this.cursor = paging.cursor(cursors, scope);
    }

    /**
     * The place of a row.
     *
     * @param at microseconds since 1970
     * @param id tells rows of one moment apart
     */
    public record Place(long at, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(id, other.id) : byTime;
        }

        public static Place of(Instant at, long id) {
            return new Place(at.getEpochSecond() * 1_000_000 + at.getNano() / 1000, id);
        }

        public Instant instant() {
            return Instant.ofEpochSecond(
                    Math.floorDiv(at, 1_000_000L), Math.floorMod(at, 1_000_000L) * 1000);
        }
    }

    /** Rows of a page. */
    public int limit() {
        return paging.limit();
    }

    /** The row beside the page; empty for the first page. */
    public Optional<Place> place() {
        return cursor.map(at -> new Place(at.tuple().part(0), at.tuple().part(1)));
    }

    /** Whether the page is in front of its place, and its rows are read last first. */
    public boolean isBackward() {
        return cursor.isPresent() && paging.before();
    }

    /**
     * The page of {@code rows}.
     *
     * @param rows as read: at least one more than the page where there is one
     */
    public <T> Page<T> page(List<T> rows, Function<T, Place> place) {
        boolean more = rows.size() > limit();
        List<T> shown = new ArrayList<>(rows.subList(0, Math.min(limit(), rows.size())));
        if (isBackward()) {
            Collections.reverse(shown);
        }
        if (shown.isEmpty()) {
            return new Page<>(shown, null, null);
        }
        boolean next = isBackward() || more;
        boolean prev = isBackward() ? more : cursor.isPresent();
        return new Page<>(
                shown,
                next ? cursor(place.apply(shown.getLast())) : null,
                prev ? cursor(place.apply(shown.getFirst())) : null);
    }

    private String cursor(Place place) {
        return cursors.write(Cursor.after(place.at(), place.id()), scope);
    }
}
