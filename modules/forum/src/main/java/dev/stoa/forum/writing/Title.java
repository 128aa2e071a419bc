package dev.stoa.forum.writing;

import dev.stoa.forum.text.Slugs;

/** A thread's title of 3 to 200 characters, and its form in addresses. */
record Title(String text, String slug) {
    static final int MOST = 200;
    private static final int LEAST = 3;

    /**
     * @throws dev.stoa.platform.Failure.Invalid for one too short to say anything
     */
    static Title of(String given) {
        String text = given.strip().replaceAll("\\s+", " ");
        if (text.codePointCount(0, text.length()) < LEAST) {
            throw WritingProblems.field(
                    "title", "invalid", "It must have at least " + LEAST + " characters.");
        }
        return new Title(text, Slugs.ofTitle(text));
    }
}
