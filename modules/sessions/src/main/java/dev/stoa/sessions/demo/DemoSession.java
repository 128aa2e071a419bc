package dev.stoa.sessions.demo;

import java.time.Duration;
import java.util.SplittableRandom;

/** One peer session: between whom, and how far it went. Times in epoch milliseconds, 0 for none. */
final class DemoSession {
    static final Duration PENDING = Duration.ofHours(24);
    private static final Duration ANSWER = Duration.ofMinutes(4);
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    private static final Duration RECENT = Duration.ofDays(3);
    private static final String[] TOPICS = {
        "support", "trade", "pairing", "interview", "lesson", "match"
    };

    final int number;
    final int a;
    final int b;
    final long created;
    final String topic;
    String status = "ended";
    long started;
    long ended;

    DemoSession(DemoPlan plan, int number) {
        SplittableRandom random = plan.random("session", number);
        this.number = number;
        this.created = plan.sessionCreated(number);
        int there = plan.members.there(created);
        this.a = DemoPlan.zipf(random, there);
        this.b =
                random.nextInt(100) < 8
                        ? plan.members.count() + random.nextInt(DemoMembers.STRANGERS)
                        : DemoPlan.other(random, there, a);
        this.topic = TOPICS[random.nextInt(TOPICS.length)];
        this.started = created + DemoPlan.around(random, ANSWER);
        this.ended = started + DemoPlan.around(random, LENGTH);
        settle(plan.now, random.nextInt(100));
    }

    private void settle(long now, int chance) {
        boolean isRecent = now - created < RECENT.toMillis();
        if (chance < 14 || started > now) {
            started = 0;
            expire(now, created + PENDING.toMillis(), "pending");
        } else if (chance < 20) {
            expire(now, ended + SILENCE.toMillis(), "active");
        } else if (ended > now || (isRecent && chance < 30)) {
            expire(now, Long.MAX_VALUE, "active");
        }
    }

    private void expire(long now, long at, String before) {
        boolean isOver = at < now;
        status = isOver ? "expired" : before;
        ended = isOver ? at : 0;
    }

    boolean isActive() {
        return status.equals("active");
    }

    /** Ends it where the same two have another one open. */
    void end(long now) {
        status = "ended";
        ended = now - 1;
    }
}
