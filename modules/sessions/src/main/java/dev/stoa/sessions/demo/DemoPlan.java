package dev.stoa.sessions.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Who and when. Each thing is planned from a seed of its own, so it can be planned again whenever
 * another that refers to it is written.
 */
final class DemoPlan {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final Duration AGE = Duration.ofDays(365);

    /** Below 1: later stretches of time hold more. */
    private static final double GROWTH = 0.7;

    /** Of five reports two are on sessions. */
    private static final int ROUND = 5;

    final DemoSize size;
    final DemoMembers members;
    final long now;
    private final long seed;
    private final long start;

    DemoPlan(DemoSize size, DemoMembers members, long seed, Instant now) {
        this.size = size;
        this.members = members;
        this.seed = seed;
        this.now = now.toEpochMilli();
        this.start = now.minus(AGE).toEpochMilli();
    }

    /** A source of chance of its own for one thing of one kind. */
    SplittableRandom random(String kind, long number) {
        long z = seed ^ (kind.hashCode() * SPREAD + number);
        // Seeds in a row would give the same numbers, shifted by one.
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return new SplittableRandom(z ^ (z >>> 33));
    }

    /** When the {@code number}th of {@code count} things of the year came to be. */
    long created(int number, int count) {
        return start + (long) ((now - start) * Math.pow((number + 0.5) / count, GROWTH));
    }

    long sessionCreated(int session) {
        return created(session, size.sessions);
    }

    /** One of {@code n} by Zipf's law: of ten thousand the first is taken 7 times in 100. */
    static int zipf(SplittableRandom random, int n) {
        return Math.min(n - 1, (int) Math.pow(n + 1.0, random.nextDouble()) - 1);
    }

    /** One of {@code n}, the first ones more often; not {@code but}. */
    static int other(SplittableRandom random, int n, int but) {
        double u = random.nextDouble();
        int picked = (int) (u * u * n);
        return picked == but ? (picked + 1) % n : picked;
    }

    /** Milliseconds, half of them below {@code median}, a few many times that. */
    static long around(SplittableRandom random, Duration median) {
        double u = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        return (long) (median.toMillis() * Math.exp(u * 2.5));
    }

    /** The session that a report is on; -1 where it is on something else. */
    int reportedSession(int report) {
        int place = report % ROUND;
        if (place > 1) {
            return -1;
        }
        int number = report / ROUND * 2 + place;
        int from = stretch(number);
        return from + random("reported", number).nextInt(Math.max(1, stretch(number + 1) - from));
    }

    /**
     * Each report on a session takes one of its own stretch of them, so that none is taken twice.
     */
    private int stretch(int number) {
        return (int) ((long) number * size.sessions / sessionReports());
    }

    private int sessionReports() {
        return size.reports / ROUND * 2;
    }

    boolean isReported(int session) {
        int number = (int) (((session + 1L) * sessionReports() - 1) / size.sessions);
        return reportedSession(number / 2 * ROUND + number % 2) == session;
    }
}
