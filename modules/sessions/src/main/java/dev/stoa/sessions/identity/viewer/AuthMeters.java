package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.Credential;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the credentials shown to a node. */
final class AuthMeters {
    private static final List<String> RESULTS = List.of("accepted", "unknown", "expired", "banned");

    private final Map<Credential.Kind, Map<String, Counter>> results;
    private final Counter hits;
    private final Counter misses;

    AuthMeters(MeterRegistry meters) {
        this.results =
                List.of(Credential.Kind.values()).stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        kind -> kind, kind -> counters(meters, kind)));
        this.hits = lookups(meters, "hit");
        this.misses = lookups(meters, "miss");
    }

    private static Map<String, Counter> counters(MeterRegistry meters, Credential.Kind kind) {
        return RESULTS.stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                result -> result,
                                result ->
                                        Counter.builder("stoa.auth")
                                                .description("Credentials shown, by what they were")
                                                .tag("kind", word(kind))
                                                .tag("result", result)
                                                .register(meters)));
    }

    private static String word(Credential.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Counter lookups(MeterRegistry meters, String result) {
        return Counter.builder("stoa.auth.lookups")
                .description("Credentials looked up, by whether the cache knew them")
                .tag("result", result)
                .register(meters);
    }

    void shown(Credential.Kind kind, String result) {
        Map<String, Counter> counters = results.get(kind);
        Counter counter = counters == null ? null : counters.get(result);
        if (counter != null) {
            counter.increment();
        }
    }

    void hit() {
        hits.increment();
    }

    void missed() {
        misses.increment();
    }
}
