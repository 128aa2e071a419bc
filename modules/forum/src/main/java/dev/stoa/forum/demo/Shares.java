package dev.stoa.forum.demo;

import java.util.SplittableRandom;

/** Totals dealt out by Zipf's law. */
final class Shares {
    static final double EXPONENT = 1.1;

    private Shares() {}

    /** The numbers 0 to n-1 in random order: who has which rank in popularity. */
    static int[] ranks(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ranks = new int[n];
        for (int i = 0; i < n; i++) {
            int other = random.nextInt(i + 1);
            ranks[i] = ranks[other];
            ranks[other] = i;
        }
        return ranks;
    }

    /**
     * {@code total} dealt to as many as there are {@code ranks}: exactly the total, by rank, at
     * most {@code cap} each.
     */
    static int[] deal(int total, int[] ranks, int cap) {
        int n = ranks.length;
        if ((long) cap * n < total) {
            throw new IllegalArgumentException(total + " don't fit " + n + " times " + cap);
        }
        double sum = 0;
        for (int rank = 0; rank < n; rank++) {
            sum += Math.pow(rank + 1, -EXPONENT);
        }
        int[] shares = new int[n];
        int left = total;
        while (left > n) {
            int before = left;
            for (int i = 0; i < n; i++) {
                double share = before * Math.pow(ranks[i] + 1, -EXPONENT) / sum;
                int given = (int) Math.min((double) (cap - shares[i]), share);
                shares[i] += given;
                left -= given;
            }
            if (before - left < n / 10) {
                break;
            }
        }
        while (left > 0) {
            for (int i = 0; i < n && left > 0; i++) {
                if (shares[i] < cap) {
                    shares[i]++;
                    left--;
                }
            }
        }
        return shares;
    }

    /**
     * One of {@code n} by Zipf's law, approximately: the inverse of the continuous distribution.
     */
    static int pick(SplittableRandom random, int n) {
        double power = 1 - EXPONENT;
        double u = random.nextDouble();
        double x = Math.pow(1 + u * (Math.pow(n + 1.0, power) - 1), 1 / power);
        return Math.clamp((int) x - 1, 0, n - 1);
    }
}
