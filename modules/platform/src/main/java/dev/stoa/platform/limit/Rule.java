package dev.stoa.platform.limit;

import dev.stoa.platform.config.Settings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    private final Map<Source, LongAdder> allowed = adders();
    private final Map<Source, LongAdder> refused = adders();

    Rule(LimitPolicy policy, Settings settings, MeterRegistry meters) {
        this.policy = policy;
        this.anonymous = new Terms(policy.name(), settings.get(policy.anonymous()));
        this.member = new Terms(policy.name(), settings.get(policy.member()));
        allowed.forEach((source, adder) -> register(meters, "allowed", source, adder));
        refused.forEach((source, adder) -> register(meters, "refused", source, adder));
    }

    private static Map<Source, LongAdder> adders() {
        Map<Source, LongAdder> adders = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            adders.put(source, new LongAdder());
        }
        return adders;
    }

    private void register(MeterRegistry meters, String result, Source source, LongAdder adder) {
        FunctionCounter.builder("stoa.ratelimit.decisions", adder, LongAdder::sum)
                .description("Requests held against a rate limit, by policy, result and source")
                .tags("policy", policy.name(), "result", result)
                .tag("source", source.name().toLowerCase(Locale.ROOT))
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
        Map<Source, LongAdder> adders = decision.isAllowed() ? allowed : refused;
        Objects.requireNonNull(adders.get(source)).increment();
        return decision;
    }
}
