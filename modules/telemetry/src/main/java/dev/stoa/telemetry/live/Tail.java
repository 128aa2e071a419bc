package dev.stoa.telemetry.live;

import dev.stoa.platform.Failure;
import dev.stoa.platform.SharedLog;
import dev.stoa.platform.Viewer;
import dev.stoa.telemetry.event.TelemetryEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Hands a sample of accepted events of all nodes to the streams of this one. Whoever tells it never
 * waits: there is room for what it tells, or it is dropped.
 */
final class Tail implements SharedLog.Reader {
    private final SharedLog log;
    private final Sampler sampler;
    private final Set<TailStream> open = ConcurrentHashMap.newKeySet();
    private final Counter dropped;
    private volatile boolean draining;

    Tail(SharedLog log, Sampler sampler, MeterRegistry meters) {
        this.log = log;
        this.sampler = sampler;
        this.dropped =
                Counter.builder("stoa.telemetry.live.dropped")
                        .description(
                                "Sampled telemetry events that a slow reader, or nobody, was told of")
                        .register(meters);
        Gauge.builder("stoa.telemetry.live.streams", open, Set::size)
                .description("Streams of sampled telemetry events that are open")
                .register(meters);
    }

    /** Tells all nodes of a sample of what was stored. */
    void tell(List<TelemetryEvent> stored) {
        for (TelemetryEvent event : sampler.of(stored)) {
            if (!log.append(LiveText.of(event).text())) {
                dropped.increment();
            }
        }
    }

    @Override
    public void take(SharedLog.Entry entry) {
        if (open.isEmpty()) {
            return;
        }
        LiveText text = LiveText.read(entry.text());
        for (TailStream stream : open) {
            if (stream.wants(text.type()) && !stream.offer(text)) {
                dropped.increment();
            }
        }
    }

    /** A sample has holes anyway. */
    @Override
    public void restart(List<SharedLog.Entry> known) {}

    /**
     * Writes a stream until it ends.
     *
     * @param types the types it is of; empty for all
     * @throws Failure.Overloaded while the node stops
     */
    void stream(Viewer.Member viewer, Set<String> types, TailStream.Pace pace, OutputStream out)
            throws IOException {
        TailStream stream = new TailStream(viewer, types);
        open.add(stream);
        try {
            if (draining) {
                throw new Failure.Overloaded("This node stops; another will answer.");
            }
            stream.write(out, pace);
        } finally {
            open.remove(stream);
        }
    }

    /** The viewers of open streams. */
    List<Viewer.Member> viewers() {
        return open.stream().map(TailStream::viewer).distinct().toList();
    }

    /** Ends the streams of viewers that {@code isOver} says so of. */
    void signOut(Predicate<Viewer.Member> isOver) {
        open.stream().filter(each -> isOver.test(each.viewer())).forEach(TailStream::end);
    }

    /** Ends all streams, and lets none begin. */
    void drain() {
        draining = true;
        open.forEach(TailStream::end);
    }

    /** Lets streams begin again. */
    void resume() {
        draining = false;
    }
}
