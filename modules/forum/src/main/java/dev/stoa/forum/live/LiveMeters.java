package dev.stoa.forum.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What is measured of live events on one node. */
final class LiveMeters {
    private final Map<LiveEvent.Kind, Counter> published = new EnumMap<>(LiveEvent.Kind.class);
    private final Map<LiveStream.End, Counter> ended = new EnumMap<>(LiveStream.End.class);
    private final Counter delivered;
    private final Counter dropped;
    private final Counter resets;

    LiveMeters(MeterRegistry meters, Supplier<Number> open) {
        Gauge.builder("stoa.live.streams", open)
                .description("Streams of live events that are open")
                .register(meters);
        for (LiveEvent.Kind kind : LiveEvent.Kind.values()) {
            published.put(
                    kind,
                    Counter.builder("stoa.live.published")
                            .description("Live events that this node told all nodes of")
                            .tag("event", kind.word())
                            .register(meters));
        }
        for (LiveStream.End end : LiveStream.End.values()) {
            ended.put(
                    end,
                    Counter.builder("stoa.live.ended")
                            .description("Streams of live events that ended")
                            .tag("cause", end.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(meters));
        }
        this.delivered =
                Counter.builder("stoa.live.delivered")
                        .description("Live events handed to streams")
                        .register(meters);
        this.dropped =
                Counter.builder("stoa.live.dropped")
                        .description("Live events that nobody, or a slow reader, was told of")
                        .register(meters);
        this.resets =
                Counter.builder("stoa.live.resets")
                        .description("Streams that were told to begin anew")
                        .register(meters);
    }

    void published(LiveEvent.Kind kind) {
        counter(published, kind).increment();
    }

    void ended(LiveStream.End end) {
        counter(ended, end).increment();
    }

    private static <K> Counter counter(Map<K, Counter> counters, K of) {
        return java.util.Objects.requireNonNull(counters.get(of));
    }

    void delivered(int count) {
        delivered.increment(count);
    }

    void dropped(int count) {
        dropped.increment(count);
    }

    void reset() {
        resets.increment();
    }
}
