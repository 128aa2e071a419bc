package dev.stoa.forum.count;

import org.jspecify.annotations.Nullable;

/**
 * What moved, and whose counters that are. With a post, votes and replies are the post's; without,
 * all are the thread's. Votes are karma of the member; threads and posts count for the member and
 * the structure, too.
 *
 * @param thread the thread; null where none is concerned
 * @param post the post whose own counters move
 * @param member the author of what moved
 * @param structure where it is
 */
public record Delta(
        @Nullable Long thread,
        @Nullable Long post,
        @Nullable Long member,
        @Nullable Long structure,
        Moves moves) {
    /** Of a thread's own counters. */
    public static Delta ofThread(long thread, Moves moves) {
        return new Delta(thread, null, null, null, moves);
    }

    /** Of a post's own counters. */
    public static Delta ofPost(long thread, long post, Moves moves) {
        return new Delta(thread, post, null, null, moves);
    }

    /** The same for the counters of the author, too. */
    public Delta by(@Nullable Long author) {
        return new Delta(thread, post, author, structure, moves);
    }

    /** The same for the counters of the structure, too. */
    public Delta in(long place) {
        return new Delta(thread, post, member, place, moves);
    }
}
