package dev.stoa.forum.live;

import dev.stoa.platform.Viewer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One open stream: the queue before it, and the thread that writes it, which is its request's. Who
 * puts something into the queue never waits.
 */
final class LiveStream {
    /** What may wait for a reader; more means that they are too slow. */
    static final int MOST_WAITING = 256;

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Viewer viewer;
    private final Set<Topic> topics;
    private final BlockingQueue<Signal> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread writer;
    private @Nullable End end;

    LiveStream(Viewer viewer, Set<Topic> topics) {
        this.viewer = viewer;
        this.topics = Set.copyOf(topics);
    }

    /** What waits to be written. */
    sealed interface Signal {
        /** An entry that concerns it. */
        record Told(Entry entry) implements Signal {}

        /** There is a hole before what comes now; {@code id} names where to go on from. */
        record Reset(String id) implements Signal {}

        /** The stream is over. */
        record Over(String id) implements Signal {}
    }

    /** Why a stream ended. */
    enum End {
        /** The client went away. */
        LEFT,
        /** It was open as long as one may be. */
        AGED,
        /** Its reader was too slow. */
        SLOW,
        /** Its viewer is not who they were any more. */
        SIGNED_OUT,
        /** The node stops. */
        DRAINED
    }

    /**
     * How long it lasts.
     *
     * @param heartbeat longest silence
     * @param age longest life
     */
    record Pace(Duration heartbeat, Duration age) {}

    Viewer viewer() {
        return viewer;
    }

    Set<Topic> topics() {
        return topics;
    }

    /** Whether there was room for {@code signal}. */
    boolean offer(Signal signal) {
        return waiting.offer(signal);
    }

    /**
     * Ends it soon, whether or not its reader reads: what waits is dropped, and after a second its
     * connection is cut.
     *
     * @param id where to go on from
     * @return how much was dropped
     */
    int end(End why, String id) {
        lock.lock();
        try {
            if (end != null) {
                return 0;
            }
            end = why;
            int dropped = waiting.size();
            waiting.clear();
            waiting.add(new Signal.Over(id));
            if (writer != null) {
                Thread.ofVirtual().name("stoa-live-farewell").start(this::cut);
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void cut() {
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException _) {
            return;
        }
        lock.lock();
        try {
            if (writer != null) {
                // Closes the socket that it is writing to.
                writer.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what comes, on this thread, until the end.
     *
     * @param latest id of the entry that all streams were last told of
     * @return why it ended
     */
    End write(OutputStream out, Pace pace, Supplier<String> latest) throws IOException {
        long over = System.nanoTime() + pace.age().toNanos();
        begin();
        try {
            while (true) {
                // All up to this one is in the queue by now, or was.
                String mark = latest.get();
                long left = over - System.nanoTime();
                long patience = Math.min(pace.heartbeat().toNanos(), left);
                Signal next = waiting.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
                if (next == null) {
                    out.write(Frames.heartbeat(mark));
                    if (left <= pace.heartbeat().toNanos()) {
                        return End.AGED;
                    }
                }
                for (; next != null; next = waiting.poll()) {
                    switch (next) {
                        case Signal.Told(Entry entry) -> entry.write(out, topics);
                        case Signal.Reset(String id) -> out.write(Frames.reset(id, Instant.now()));
                        case Signal.Over(String id) -> {
                            return farewell(out, id);
                        }
                    }
                }
                out.flush();
            }
        } catch (InterruptedException _) {
            return why();
        } finally {
            finish();
        }
    }

    private void begin() {
        lock.lock();
        try {
            writer = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody interrupts the thread, which may go on with other requests. */
    private void finish() {
        lock.lock();
        try {
            writer = null;
        } finally {
            lock.unlock();
        }
    }

    private End farewell(OutputStream out, String id) throws IOException {
        End why = why();
        if (why == End.SLOW) {
            out.write(Frames.reset(id, Instant.now()));
        }
        return why;
    }

    /** Why it was ended by others; {@link End#LEFT} where it wasn't. */
    End why() {
        lock.lock();
        try {
            return end == null ? End.LEFT : end;
        } finally {
            lock.unlock();
        }
    }
}
