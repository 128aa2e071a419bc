package dev.stoa.forum.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Who, what and when of a made-up community, without its texts. Threads are planned one by one from
 * a seed each, so each can be planned again whenever one of its tables is written.
 */
final class DemoPlan {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final Duration AGE = Duration.ofDays(730);
    private static final Duration LEAD = Duration.ofDays(30);

    /** Below 1: later stretches of time hold more, the community grows. */
    private static final double GROWTH = 0.6;

    final DemoSize size;
    final long seed;
    final long now;
    final int zones;
    final int categories;
    final int forums;
    private final long start;
    private final int[] postCounts;
    private final int[] threadVotes;
    private final int[] postVotes;
    private final int[] favorites;
    private final long[] firstPosts;

    DemoPlan(DemoSize size, long seed, Instant now) {
        this.size = size;
        this.seed = seed;
        this.now = now.toEpochMilli();
        this.start = now.minus(AGE).toEpochMilli();
        this.zones = Math.max(1, size.structures / 15);
        this.categories = Math.max(zones, size.structures / 5);
        this.forums = size.structures - zones - categories;
        int[] ranks = Shares.ranks(size.threads, seed);
        this.postCounts = Shares.deal(size.posts - size.threads, ranks, size.posts / 100);
        this.threadVotes = Shares.deal(size.threadVotes(), ranks, size.members * 3 / 5);
        this.postVotes = Shares.deal(size.postVotes(), ranks, size.members * 2);
        this.favorites = Shares.deal(size.favorites, ranks, size.members / 4);
        this.firstPosts = new long[size.threads];
        long next = 1;
        for (int i = 0; i < size.threads; i++) {
            postCounts[i]++;
            firstPosts[i] = next;
            next += postCounts[i];
        }
    }

    /** A source of chance of its own for one thing of one kind. */
    SplittableRandom random(String kind, long number) {
        return new SplittableRandom(mixed(seed ^ (kind.hashCode() * SPREAD + number)));
    }

    /** Seeds in a row would give the same numbers, shifted by one. */
    private static long mixed(long seed) {
        long z = (seed ^ (seed >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    int posts(int thread) {
        return postCounts[thread];
    }

    int threadVotes(int thread) {
        return threadVotes[thread];
    }

    int postVotes(int thread) {
        return postVotes[thread];
    }

    int favorites(int thread) {
        return favorites[thread];
    }

    long firstPost(int thread) {
        return firstPosts[thread];
    }

    long threadCreated(int thread) {
        return start + (long) ((now - start) * Math.pow((thread + 0.5) / size.threads, GROWTH));
    }

    long memberCreated(int member) {
        long first = start - LEAD.toMillis();
        return first + (long) ((now - first) * Math.pow((double) member / size.members, GROWTH));
    }

    /** A member who was there at {@code time}; the oldest are the most active. */
    int member(SplittableRandom random, long time) {
        long first = start - LEAD.toMillis();
        double part = Math.pow((double) (time - first) / (now - first), 1 / GROWTH);
        double u = random.nextDouble();
        int there = Math.max(1, (int) (part * size.members));
        return (int) (u * u * there);
    }

    /** The {@code number}th of many different members, in an order of {@code random}'s. */
    Voters voters(SplittableRandom random) {
        int stride = random.nextInt(1, size.members);
        while (gcd(stride, size.members) != 1) {
            stride++;
        }
        return new Voters(random.nextInt(size.members), stride, size.members);
    }

    /** A walk over all members that meets none twice. */
    record Voters(int offset, int stride, int members) {
        int at(int number) {
            return (int) ((offset + (long) number * stride) % members);
        }
    }

    /** A time after both the thing and the member were there. */
    long since(SplittableRandom random, long created, int member) {
        long from = Math.max(created, memberCreated(member));
        return from + (long) ((now - from) * Math.pow(random.nextDouble(), 3));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
