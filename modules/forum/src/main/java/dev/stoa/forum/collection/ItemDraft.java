package dev.stoa.forum.collection;

import dev.stoa.platform.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as a request gives it.
 *
 * @param id which item is changed; 0 for a new one
 * @param title null where it stays
 * @param hasThread whether the request says which thread it is about
 * @param thread which; null for none
 * @param payload a JSON object; null where it stays
 */
record ItemDraft(
        long id,
        @Nullable String title,
        boolean hasThread,
        @Nullable Long thread,
        @Nullable String payload) {
    /** Those of the list {@code items}. */
    static List<ItemDraft> of(Fields body) {
        return body.rows("items").stream()
                .map(
                        row ->
                                new ItemDraft(
                                        row.has("id") ? row.id("id") : 0,
                                        row.textOrNull("title"),
                                        row.has("threadId"),
                                        row.idOrNull("threadId"),
                                        row.textOrNull("payload")))
                .toList();
    }
}
