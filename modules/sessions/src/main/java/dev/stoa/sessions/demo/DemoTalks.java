package dev.stoa.sessions.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The rows of peer sessions, and of the presence of those that are active. */
final class DemoTalks {
    private static final Duration SEEN = Duration.ofMinutes(2);

    private final DemoPlan plan;
    private final Set<Long> pairs = new HashSet<>();
    private final List<Integer> active = new ArrayList<>();

    DemoTalks(DemoPlan plan) {
        this.plan = plan;
    }

    void session(int number, CopyRows row) {
        DemoSession session = new DemoSession(plan, number);
        if (session.isActive() && !open(session)) {
            session.end(plan.now);
        }
        DemoMembers members = plan.members;
        boolean isEnded = session.status.equals("ended");
        row.number(number + 1L)
                .text(members.address(session.a))
                .text(members.address(session.b))
                .number(members.get(session.a).id())
                .numberOrNull(id(session.b))
                .text(session.topic)
                .text(session.status)
                .flag(plan.isReported(number))
                .instant(Instant.ofEpochMilli(session.created))
                .instant(session.started == 0 ? null : Instant.ofEpochMilli(session.started))
                .instant(session.ended == 0 ? null : Instant.ofEpochMilli(session.ended))
                .numberOrNull(isEnded ? members.get(session.a).id() : null)
                .instant(Instant.ofEpochMilli(session.created).plus(DemoSession.PENDING))
                .text(number % 3 == 0 ? "{\"client\": \"web\"}" : "{}");
    }

    /** Notes an active session; false where its two have another one. */
    private boolean open(DemoSession session) {
        long low = Math.min(session.a, session.b);
        long high = Math.max(session.a, session.b);
        return pairs.add((low << 32) | high) && active.add(session.number);
    }

    private @org.jspecify.annotations.Nullable Long id(int index) {
        return plan.members.isMember(index) ? plan.members.get(index).id() : null;
    }

    /** How many are active, once all sessions are written. */
    int active() {
        return active.size();
    }

    void presence(int number, CopyRows row) {
        int session = active.get(number);
        SplittableRandom random = plan.random("presence", session);
        Instant a = Instant.ofEpochMilli(plan.now - random.nextLong(SEEN.toMillis()));
        Instant b = Instant.ofEpochMilli(plan.now - random.nextLong(SEEN.toMillis()));
        row.number(session + 1L).instant(a.isAfter(b) ? a : b).instant(a).instant(b);
    }
}
