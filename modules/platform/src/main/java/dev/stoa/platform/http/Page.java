package dev.stoa.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, ready to be written.
 *
 * @param items the rows, at most the limit
 * @param next cursor of the page behind, null where there is none
 * @param prev cursor of the page in front, null where there is none
 */
public record Page<T>(List<T> items, @Nullable String next, @Nullable String prev) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page that {@code paging} asks for.
     *
     * @param found its rows and, where there are more, at least one of these; in the order in which
     *     the list goes on from the cursor, so that rows in front of one come last first
     * @param cursor the text of the cursor at a row
     */
    public static <T> Page<T> of(List<T> found, Paging paging, Function<? super T, String> cursor) {
        if (found.isEmpty()) {
            return new Page<>(found, null, null);
        }
        boolean more = found.size() > paging.limit();
        List<T> shown = found.subList(0, Math.min(paging.limit(), found.size()));
        if (paging.before()) {
            shown = shown.reversed();
        }
        boolean isFirst = paging.cursorText() == null && paging.page() == 1;
        String next = more || paging.before() ? cursor.apply(shown.getLast()) : null;
        String prev = (paging.before() ? more : !isFirst) ? cursor.apply(shown.getFirst()) : null;
        return new Page<>(shown, next, prev);
    }

    /** Writes one row, and marks it. */
    @FunctionalInterface
    public interface MarkedWriter<T> {
        void write(JsonGenerator json, Marker marker, T item) throws IOException;
    }

    /** Writes one row. */
    @FunctionalInterface
    public interface ItemWriter<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    /** A body {@code {"items":[...],"page":{...}}} with its links. */
    public Body body(ItemWriter<? super T> writer) {
        return body(writer, json -> {});
    }

    /** The same with further fields beside {@code items}. */
    public Body body(ItemWriter<? super T> writer, Json.Writer more) {
        Body body =
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (T item : items) {
                                writer.write(json, item);
                            }
                            json.writeEndArray();
                            json.writeObjectFieldStart("page");
                            Json.text(json, "next", next);
                            Json.text(json, "prev", prev);
                            json.writeBooleanField("hasMore", next != null);
                            json.writeEndObject();
                            more.write(json);
                            json.writeEndObject();
                        });
        return body.linked(next, prev);
    }

    /** The same with its rows marked. */
    public Body marked(MarkedWriter<? super T> writer, Json.Writer more) {
        Marker marker = new Marker();
        Body body = body((json, item) -> writer.write(json, marker, item), more);
        return body.marked(marker.marks());
    }
}
