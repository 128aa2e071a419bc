package dev.stoa.sessions.demo;

import dev.stoa.platform.sql.CopyRows;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** The rows of members' last visits, and of nonces of sign-ins long over. */
final class DemoVisits {
    private static final Duration AWAY = Duration.ofDays(4);
    private static final Duration NONCE = Duration.ofMinutes(5);

    private final DemoPlan plan;

    DemoVisits(DemoPlan plan) {
        this.plan = plan;
    }

    void visit(int number, CopyRows row) {
        DemoMembers.Member member = plan.members.all().get(number);
        long away = DemoPlan.around(plan.random("visit", number), AWAY);
        row.number(member.id())
                .instant(Instant.ofEpochMilli(Math.max(member.created(), plan.now - away)));
    }

    void nonce(int number, CopyRows row) {
        SplittableRandom random = plan.random("nonce", number);
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        Instant issued =
                Instant.ofEpochMilli(plan.now).minus(NONCE).minusMillis(random.nextInt(86_400_000));
        row.text("\\x" + "%064x".formatted(new BigInteger(1, hash)))
                .text(plan.members.address(DemoPlan.zipf(random, plan.members.count())))
                .number(1)
                .text("localhost")
                .text("http://localhost")
                .instant(issued)
                .instant(issued.plus(NONCE))
                .instant(random.nextInt(5) == 0 ? null : issued.plusSeconds(20));
    }
}
