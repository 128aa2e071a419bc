package dev.stoa.forum.thread;

import java.util.List;

/** A named way of listing threads. */
enum Tab {
    TRENDING,
    RECENT,
    FOLLOWING,
    NEW,
    TOP;

    static final List<String> WORDS = List.of("trending", "recent", "following", "new", "top");
    static final List<String> PERIODS = List.of("day", "week", "month", "year", "all");

    static Tab of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
