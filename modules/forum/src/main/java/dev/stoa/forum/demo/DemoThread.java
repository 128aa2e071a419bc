package dev.stoa.forum.demo;

import java.util.SplittableRandom;

/** One thread of a made-up community: its kind, its tags, and the tree of its posts. */
final class DemoThread {
    private static final int DEPTH = 8;
    private static final long MINUTE = 60_000;
    private static final long MEDIAN_LIFE = 2_880 * MINUTE;

    final int number;
    final String kind;
    final int forum;
    final int[] tags;
    final boolean isRemoved;
    final boolean isPinned;
    final boolean isLocked;
    final boolean isAnswered;
    final int posts;
    final long firstPost;
    final int[] parents;
    final int[] depths;
    final int[] authors;
    final long[] times;
    final boolean[] removed;

    DemoThread(DemoPlan plan, int number) {
        SplittableRandom random = plan.random("thread", number);
        this.number = number;
        this.kind = kind(random.nextInt(100));
        this.forum = Shares.pick(random, plan.forums);
        this.tags = tags(random, plan.size.tags);
        this.isRemoved = random.nextInt(100) == 0;
        this.isPinned = random.nextInt(1000) == 0;
        this.isLocked = random.nextInt(50) == 0;
        this.posts = plan.posts(number);
        this.firstPost = plan.firstPost(number);
        this.isAnswered = kind.equals("question") && posts > 1 && random.nextInt(5) < 2;
        this.parents = new int[posts];
        this.depths = new int[posts];
        this.authors = new int[posts];
        this.times = new long[posts];
        this.removed = new boolean[posts];
        grow(plan, random);
    }

    private void grow(DemoPlan plan, SplittableRandom random) {
        long created = plan.threadCreated(number);
        double life = MEDIAN_LIFE * Math.exp((random.nextDouble() - 0.5) * 5) * Math.cbrt(posts);
        long end = (long) Math.min(life, (double) (plan.now - created));
        for (int i = 0; i < posts; i++) {
            double part = i == 0 ? 0 : (i + random.nextDouble()) / posts;
            times[i] = created + (long) (end * Math.pow(part, 1.5));
            authors[i] = plan.member(random, times[i]);
            parents[i] = parent(random, i);
            depths[i] = parents[i] < 0 ? 0 : depths[parents[i]] + 1;
            removed[i] = i > 1 && i < posts - 1 && random.nextInt(100) == 0;
        }
    }

    /** The first reply answers the thread; later ones mostly what was said shortly before. */
    private int parent(SplittableRandom random, int post) {
        if (post < 2 || random.nextInt(5) < 2) {
            return -1;
        }
        int back = Math.min(post - 1, 1 + (int) (Math.pow(random.nextDouble(), 2) * 20));
        return depths[post - back] < DEPTH ? post - back : -1;
    }

    private static String kind(int percent) {
        if (percent < 55) {
            return "discussion";
        }
        if (percent < 80) {
            return "question";
        }
        return percent < 85 ? "article" : "clip";
    }

    private static int[] tags(SplittableRandom random, int count) {
        return java.util.stream.IntStream.range(0, random.nextInt(5))
                .map(_ -> Shares.pick(random, count))
                .distinct()
                .toArray();
    }

    /** A post's way from the root of its tree, as {@code posts.path} holds it. */
    String path(int post) {
        String own = padded(post + 1);
        return parents[post] < 0 ? own : path(parents[post]) + '.' + own;
    }

    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "0000000".substring(digits.length()) + digits;
    }
}
