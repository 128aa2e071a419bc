package dev.stoa.forum.writing;

import java.util.Arrays;
import java.util.List;

/** Which tag. */
record TagKey(long id, String slug) {
    /** From {@code 1:java,2:sql}. */
    static List<TagKey> list(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.split(",", -1)).map(TagKey::of).toList();
    }

    private static TagKey of(String text) {
        int colon = text.indexOf(':');
        return new TagKey(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }
}
