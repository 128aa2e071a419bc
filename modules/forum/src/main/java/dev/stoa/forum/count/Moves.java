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
 */
public record Moves(
        int up,
        int down,
        int favorites,
        int threads,
        int posts,
        int replies,
        int participants,
        int views) {
    public static final Moves NONE = new Moves(0, 0, 0, 0, 0, 0, 0, 0);

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
                0);
    }

    public Moves favorites(int by) {
        return new Moves(up, down, by, threads, posts, replies, participants, views);
    }

    public Moves threads(int by) {
        return new Moves(up, down, favorites, by, posts, replies, participants, views);
    }

    public Moves posts(int by) {
        return new Moves(up, down, favorites, threads, by, replies, participants, views);
    }

    public Moves replies(int by) {
        return new Moves(up, down, favorites, threads, posts, by, participants, views);
    }

    public Moves participants(int by) {
        return new Moves(up, down, favorites, threads, posts, replies, by, views);
    }

    public Moves views(int by) {
        return new Moves(up, down, favorites, threads, posts, replies, participants, by);
    }
}
