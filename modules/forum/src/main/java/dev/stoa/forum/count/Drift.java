package dev.stoa.forum.count;

/** Kinds of counters that may be wrong. */
enum Drift {
    THREAD_VOTES("thread-votes"),
    POST_VOTES("post-votes"),
    FAVORITES("favorites"),
    THREAD_POSTS("thread-posts"),
    REPLIES("replies"),
    SCORES("scores"),
    STRUCTURES("structures"),
    MEMBERS("members"),
    MISSING("missing");

    private final String word;

    Drift(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
