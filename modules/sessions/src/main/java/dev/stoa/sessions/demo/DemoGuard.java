package dev.stoa.sessions.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** The rows of reports and blocks. */
final class DemoGuard {
    private static final String[] REASONS = {"spam", "abuse", "fraud", "illegal", "other"};
    private static final Duration LATER = Duration.ofHours(3);
    private static final Duration FRESH = Duration.ofDays(14);
    private static final Duration TEMPORARY = Duration.ofDays(90);

    private final DemoPlan plan;
    private final long threads;
    private final long posts;
    private final Set<String> open = new HashSet<>();
    private final Set<Long> blocked = new HashSet<>();

    /**
     * @param threads the highest id of a thread
     * @param posts the highest id of a post
     */
    DemoGuard(DemoPlan plan, long threads, long posts) {
        this.plan = plan;
        this.threads = threads;
        this.posts = posts;
    }

    /** What a report is on. */
    private record Target(String type, long id, long reporter, long time) {}

    void report(int number, CopyRows row) {
        SplittableRandom random = plan.random("report", number);
        Target target = target(number, random);
        long created = Math.min(plan.now, target.time + DemoPlan.around(random, LATER));
        boolean isFresh = plan.now - created < FRESH.toMillis();
        boolean isOpen =
                random.nextInt(100) < (isFresh ? 60 : 2)
                        && open.add(target.reporter + target.type + target.id);
        boolean isAssigned = !isOpen || random.nextBoolean();
        Long moderator = isAssigned ? plan.members.moderator(random.nextInt(1_000)) : null;
        String reason = REASONS[DemoPlan.zipf(random, REASONS.length)];
        row.number(number + 1L)
                .number(target.reporter)
                .text(target.type)
                .number(target.id)
                .numberOrNull(target.type.equals("session") ? target.id : null)
                .text(reason)
                .text(random.nextInt(3) == 0 ? null : "It looked like " + reason + " to me.")
                .text(isOpen ? "open" : random.nextInt(3) == 0 ? "dismissed" : "resolved")
                .numberOrNull(moderator)
                .text(isOpen ? null : "Seen to.")
                .numberOrNull(isOpen ? null : moderator)
                .instant(isOpen ? null : resolved(random, created))
                .instant(Instant.ofEpochMilli(created));
    }

    private Target target(int number, SplittableRandom random) {
        int session = plan.reportedSession(number);
        if (session >= 0) {
            DemoSession seen = new DemoSession(plan, session);
            return new Target("session", session + 1L, plan.members.get(seen.a).id(), seen.created);
        }
        long time = plan.created(number, plan.size.reports);
        int there = plan.members.there(time);
        int reporter = DemoPlan.zipf(random, there);
        long by = plan.members.get(reporter).id();
        int chance = random.nextInt(10);
        if (chance < 5 && posts > 0) {
            return new Target("post", random.nextLong(posts) + 1, by, time);
        }
        if (chance < 7 && threads > 0) {
            return new Target("thread", random.nextLong(threads) + 1, by, time);
        }
        int whom = DemoPlan.other(random, there, reporter);
        return new Target("member", plan.members.get(whom).id(), by, time);
    }

    private Instant resolved(SplittableRandom random, long created) {
        long took = DemoPlan.around(random, Duration.ofHours(20));
        return Instant.ofEpochMilli(Math.min(plan.now, created + took));
    }

    void block(int number, CopyRows row) {
        SplittableRandom random = plan.random("block", number);
        long created = plan.created(number, plan.size.blocks);
        int there = plan.members.there(created);
        int blocker = DemoPlan.zipf(random, there);
        int whom = whom(random, there, blocker);
        while (!blocked.add(((long) blocker << 32) | whom)) {
            blocker = random.nextInt(there);
            whom = whom(random, there, blocker);
        }
        boolean isMember = plan.members.isMember(whom);
        boolean isTemporary = random.nextInt(5) == 0;
        String address = plan.members.address(whom);
        row.number(plan.members.get(blocker).id())
                .text(address)
                .numberOrNull(isMember ? plan.members.get(whom).id() : null)
                .text(address)
                .text(random.nextInt(5) < 2 ? null : REASONS[DemoPlan.zipf(random, 5)])
                .instant(Instant.ofEpochMilli(created))
                .instant(isTemporary ? Instant.ofEpochMilli(created).plus(TEMPORARY) : null);
    }

    private int whom(SplittableRandom random, int there, int blocker) {
        return random.nextInt(100) < 15
                ? plan.members.count() + random.nextInt(DemoMembers.STRANGERS)
                : DemoPlan.other(random, there, blocker);
    }
}
