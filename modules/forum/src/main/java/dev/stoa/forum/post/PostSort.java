package dev.stoa.forum.post;

import java.util.List;
import java.util.Locale;

/** An order of posts. */
enum PostSort {
    CREATED,
    NEW,
    TOP,
    TREE;

    static final List<String> WORDS = List.of("created", "new", "top", "tree");

    static PostSort of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
