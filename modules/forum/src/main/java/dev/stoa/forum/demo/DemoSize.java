package dev.stoa.forum.demo;

/** How large a made-up community is. */
public enum DemoSize {
    SMALL(20, 500, 2_000, 20_000, 30_000, 3_000, 60, 20),
    MEDIUM(60, 10_000, 100_000, 1_000_000, 2_000_000, 200_000, 500, 200),
    LARGE(200, 100_000, 1_000_000, 10_000_000, 10_000_000, 1_000_000, 2_000, 1_000);

    final int structures;
    final int members;
    final int threads;
    final int posts;
    final int votes;
    final int favorites;
    final int tags;
    final int collections;

    DemoSize(
            int structures,
            int members,
            int threads,
            int posts,
            int votes,
            int favorites,
            int tags,
            int collections) {
        this.structures = structures;
        this.members = members;
        this.threads = threads;
        this.posts = posts;
        this.votes = votes;
        this.favorites = favorites;
        this.tags = tags;
        this.collections = collections;
    }

    /** Votes on threads; the rest are on posts. */
    int threadVotes() {
        return votes * 2 / 5;
    }

    int postVotes() {
        return votes - threadVotes();
    }
}
