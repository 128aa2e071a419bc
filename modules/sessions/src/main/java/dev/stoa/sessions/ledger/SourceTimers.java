package dev.stoa.sessions.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Times the asking of a source of balances, by what came of it. */
final class SourceTimers {
    private final Timer good;
    private final Map<SourceFailed.Kind, Timer> failed = new EnumMap<>(SourceFailed.Kind.class);

    SourceTimers(String source, MeterRegistry meters) {
        this.good = timer(source, "good", meters);
        for (SourceFailed.Kind kind : SourceFailed.Kind.values()) {
            failed.put(kind, timer(source, kind.name().toLowerCase(Locale.ROOT), meters));
        }
    }

    private static Timer timer(String source, String outcome, MeterRegistry meters) {
        return Timer.builder("stoa.balance.source")
                .description("Questions to the source of balances by what came of them")
                .tags("source", source, "outcome", outcome)
                .register(meters);
    }

    <T> T timed(Supplier<T> question) {
        long began = System.nanoTime();
        Timer outcome = good;
        try {
            return question.get();
        } catch (SourceFailed e) {
            outcome = failed.getOrDefault(e.kind(), good);
            throw e;
        } finally {
            outcome.record(Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
