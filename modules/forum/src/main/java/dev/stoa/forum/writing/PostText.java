package dev.stoa.forum.writing;

import dev.stoa.forum.text.Markdown;
import dev.stoa.platform.CpuPool;

/** The text of a post: as written, and made ready. */
record PostText(String body, Markdown.Written written) {
    /** Characters of a body at most. */
    static final int MOST = 50_000;

    /**
     * Renders {@code body} on the CPU pool.
     *
     * @throws dev.stoa.platform.Failure.Invalid for a body in which nothing can be seen
     */
    static PostText of(String body, CpuPool cpu) throws Exception {
        if (body.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw WritingProblems.field("body", "invalid", "It must not be empty.");
        }
        return new PostText(body, cpu.run(() -> Markdown.written(body)));
    }
}
