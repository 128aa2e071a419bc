package dev.stoa.platform.internal.cache;

import dev.stoa.platform.http.Body;
import java.util.List;

/**
 * A value as Redis holds it.
 *
 * @param tags in the form {@code type:id}
 * @param listTags in the form {@code type:id}
 * @param generation the highest number of a change known before its load began
 * @param createdMillis when its load began, by Redis's clock
 */
public record StoredEntry(
        Body body, List<String> tags, List<String> listTags, long generation, long createdMillis) {}
