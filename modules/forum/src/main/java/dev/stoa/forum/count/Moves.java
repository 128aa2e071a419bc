package dev.stoa.forum.count;

/**
 * By how much counters move; each may be negative.
 *
 * @param up votes up
 * @param down votes down
 * @param favorites favorites of a thread
 * @param threads threads of a member and a structure
 * @param posts posts of a thread, a member and a structure
 * @param replies answers to a post
 * @param participants members with posts in a thread
 * @param views views of a thread
 * @param karma points of a member beside those of votes; whoever moves it enters the reason in
 *     {@code karma_entries}
 */
public record Moves(
        int up,
        int down,
        int favorites,
        int threads,
        int posts,
        int replies,
        int participants,
        int views,
        int karma) {
    public static final Moves NONE = new Moves(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** From one vote to another; 0 stands for none, 1 and -1 for the two kinds. */
    public static Moves vote(int from, int to) {
        return new Moves(
                (to > 0 ? 1 : 0) - (from > 0 ? 1 : 0),
                (to < 0 ? 1 : 0) - (from < 0 ? 1 : 0),
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    public Moves favorites(int by) {
        return new Moves(up, down, by, threads, posts, replies, participants, views, karma);
    }

    public Moves threads(int by) {
        return new Moves(up, down, favorites, by, posts, replies, participants, views, karma);
    }

    public Moves posts(int by) {
        return new Moves(up, down, favorites, threads, by, replies, participants, views, karma);
    }

    public Moves replies(int by) {
        return new Moves(up, down, favorites, threads, posts, by, participants, views, karma);
    }

    public Moves participants(int by) {
        return new Moves(up, down, favorites, threads, posts, replies, by, views, karma);
    }

    public Moves views(int by) {
        return new Moves(up, down, favorites, threads, posts, replies, participants, by, karma);
    }

    public Moves karma(int by) {
        return new Moves(up, down, favorites, threads, posts, replies, participants, views, by);
    }
}
