package dev.stoa.platform.limit;

import dev.stoa.platform.config.Settings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** A policy as this node's settings have it, and the count of what it decided. */
final class Rule {
    /** Who decided. */
    enum Source {
        REDIS,
        LEASE,
        LOCAL
    }

    private final LimitPolicy policy;
    private final Terms anonymous;
    private final Terms member;
    private final LongAdder[] allowed = adders();
    private final LongAdder[] refused = adders();

    Rule(LimitPolicy policy, Settings settings, MeterRegistry meters) {
        this.policy = policy;
        this.anonymous = new Terms(policy.name(), settings.get(policy.anonymous()));
        this.member = new Terms(policy.name(), settings.get(policy.member()));
        for (Source source : Source.values()) {
            register(meters, "allowed", source, allowed);
            register(meters, "refused", source, refused);
        }
    }

    private static LongAdder[] adders() {
        return new LongAdder[] {new LongAdder(), new LongAdder(), new LongAdder()};
    }

    private void register(MeterRegistry meters, String result, Source source, LongAdder[] adders) {
        FunctionCounter.builder(
                        "stoa.ratelimit.decisions", adders[source.ordinal()], LongAdder::sum)
                .description("Requests held against a rate limit, by policy, result and source")
                .tags("policy", policy.name(), "result", result)
                .tag("source", source.name().toLowerCase(java.util.Locale.ROOT))
                .register(meters);
    }

    LimitPolicy policy() {
        return policy;
    }

    boolean isLeased() {
        return policy.exactness() == Exactness.LEASED;
    }

    Terms terms(Caller caller) {
        return caller.isAnonymous() ? anonymous : member;
    }

    /** Counts {@code decision}, which it returns. */
    Decision counted(Decision decision, Source source) {
        (decision.isAllowed() ? allowed : refused)[source.ordinal()].increment();
        return decision;
    }
}
