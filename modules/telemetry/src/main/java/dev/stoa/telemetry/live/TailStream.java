package dev.stoa.telemetry.live;

import dev.stoa.platform.Viewer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One open stream and what waits for it; a reader who is too slow misses some. */
final class TailStream {
    private static final int MOST_WAITING = 256;
    private static final byte[] HELLO = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final LiveText OVER = new LiveText("", "");

    private final Viewer.Member viewer;
    private final Set<String> types;
    private final BlockingQueue<LiveText> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean over;

    TailStream(Viewer.Member viewer, Set<String> types) {
        this.viewer = viewer;
        this.types = Set.copyOf(types);
    }

    /**
     * How long it lasts.
     *
     * @param heartbeat longest silence
     * @param age longest life
     */
    record Pace(Duration heartbeat, Duration age) {}

    Viewer.Member viewer() {
        return viewer;
    }

    boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }

    /** Whether there was room. */
    boolean offer(LiveText text) {
        return waiting.offer(text);
    }

    /** Ends it soon. */
    void end() {
        over = true;
        waiting.clear();
        waiting.offer(OVER);
    }

    /** Writes what comes, on this thread, until the end. */
    void write(OutputStream out, Pace pace) throws IOException {
        long end = System.nanoTime() + pace.age().toNanos();
        out.write(HELLO);
        out.flush();
        try {
            for (long left = pace.age().toNanos(); left > 0 && !over; ) {
                long patience = Math.min(left, pace.heartbeat().toNanos());
                LiveText next = waiting.poll(patience, TimeUnit.NANOSECONDS);
                if (next == null) {
                    out.write(HEARTBEAT);
                }
                for (; next != null && !over; next = waiting.poll()) {
                    out.write(next.frame());
                }
                out.flush();
                left = end - System.nanoTime();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
