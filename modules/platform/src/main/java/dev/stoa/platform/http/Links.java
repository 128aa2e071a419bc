package dev.stoa.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Link} header of a page: the address asked for, with the cursors of the pages beside it
 * in place of its own.
 *
 * @param path as asked
 * @param query as asked
 * @param header made of them and the page's cursors
 */
record Links(String path, String query, Header header) {
    static Links of(String path, String query, Body body) {
        StringBuilder text = new StringBuilder(160);
        link(text, path, query, "after", body.next(), "next");
        link(text, path, query, "before", body.prev(), "prev");
        return new Links(path, query, HeaderValues.createCached(HeaderNames.LINK, text.toString()));
    }

    /** Whether it is that of this address; a cached page is mostly asked for by the same one. */
    boolean isOf(String otherPath, String otherQuery) {
        return path.equals(otherPath) && query.equals(otherQuery);
    }

    private static void link(
            StringBuilder text,
            String path,
            String query,
            String name,
            @Nullable String cursor,
            String rel) {
        if (cursor == null) {
            return;
        }
        if (!text.isEmpty()) {
            text.append(", ");
        }
        text.append('<').append(path).append('?');
        kept(text, query);
        text.append(name).append('=').append(cursor).append(">; rel=\"").append(rel).append('"');
    }

    /** The parameters of {@code query} that say which list it is, not which page of it. */
    private static void kept(StringBuilder text, String query) {
        int start = 0;
        while (start < query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            if (end > start && !isPlace(query, start, end)) {
                text.append(query, start, end).append('&');
            }
            start = end + 1;
        }
    }

    private static boolean isPlace(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        int length = (equals < 0 || equals > end ? end : equals) - start;
        return isNamed("after", query, start, length)
                || isNamed("before", query, start, length)
                || isNamed("page", query, start, length);
    }

    private static boolean isNamed(String name, String query, int start, int length) {
        return length == name.length() && query.startsWith(name, start);
    }
}
