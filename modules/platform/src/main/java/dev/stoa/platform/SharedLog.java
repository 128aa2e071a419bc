package dev.stoa.platform;

import dev.stoa.platform.internal.events.LogStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.RedisException;

/**
 * A short log that all nodes write and each reads, by one reader: a stream of Redis, so that every
 * node has the same entries under the same ids in the same order. Without Redis, or while it is
 * away, a node reads what it wrote itself, under ids that no other node knows; once Redis is back,
 * all readers are told that there may be a hole.
 */
public final class SharedLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SharedLog.class.getName());
    private static final int WAITING = 10_000;
    private static final long AGAIN_MILLIS = 500;

    /** Stands in the log where a node has written for itself alone. */
    private static final String HOLE = "hole";

    private final @Nullable LogStream stream;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong count = new AtomicLong();
    private final String epoch =
            "n" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final List<Thread> threads = new ArrayList<>();

    /**
     * A log, not read yet.
     *
     * @param stream null for a node by itself
     */
    SharedLog(@Nullable LogStream stream) {
        this.stream = stream;
    }

    /**
     * An entry.
     *
     * @param id names it, on all nodes or on this one alone; up to 50 characters
     */
    public record Entry(String id, String text) {}

    /** Who reads the log on this node. May be called by two threads, each in order. */
    public interface Reader {
        /** Takes the next entry. */
        void take(Entry entry);

        /**
         * Begins anew: between what was taken before and what comes now there may be a hole.
         *
         * @param known what is known to stand directly before what comes now, oldest first
         */
        void restart(List<Entry> known);
    }

    /**
     * Writes {@code text} soon, without waiting.
     *
     * @param text anything but {@code hole}
     * @return whether there was room for it
     */
    public boolean append(String text) {
        return waiting.offer(text);
    }

    /** Begins to read, and to write what waits. */
    public void begin(Reader reader) {
        if (stream == null) {
            threads.add(start("writer", () -> writeHere(reader)));
        } else {
            threads.add(start("reader", () -> read(stream, reader)));
            threads.add(start("writer", () -> write(stream, reader)));
        }
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private static Thread start(String name, Loop loop) {
        return Thread.ofVirtual()
                .name("stoa-log-" + name)
                .start(
                        () -> {
                            try {
                                loop.run();
                            } catch (InterruptedException | IllegalStateException _) {
                                // Closed.
                            }
                        });
    }

    /** A reader that fails at one entry gets the next. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The reader of a shared log failed", e);
        }
    }

    private void writeHere(Reader reader) throws InterruptedException {
        while (true) {
            takeHere(reader, waiting.take());
        }
    }

    private void takeHere(Reader reader, String text) {
        tell(() -> reader.take(new Entry(epoch + "-" + count.incrementAndGet(), text)));
    }

    /** While Redis is away only the news that it was is tried, so that entries don't queue up. */
    private void write(LogStream to, Reader reader) throws InterruptedException {
        while (true) {
            String text = waiting.take();
            if (!to.add(text)) {
                takeHere(reader, text);
                long tried = System.nanoTime();
                boolean back = false;
                while (!back) {
                    String next = waiting.poll(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        takeHere(reader, next);
                    }
                    if (System.nanoTime() - tried >= TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS)) {
                        back = to.add(HOLE);
                        tried = System.nanoTime();
                    }
                }
            }
        }
    }

    private static void read(LogStream from, Reader reader) throws InterruptedException {
        StreamMessageId last = null;
        while (true) {
            try {
                if (last == null || !from.has(last)) {
                    last = restarted(from, reader);
                }
                while (true) {
                    for (LogStream.Item item : from.after(last)) {
                        last = item.id();
                        if (item.text().equals(HOLE)) {
                            tell(() -> reader.restart(List.of()));
                        } else {
                            tell(() -> reader.take(entry(item)));
                        }
                    }
                }
            } catch (RedisException | CompletionException _) {
                // A first connection that fails comes wrapped.
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    private static StreamMessageId restarted(LogStream from, Reader reader) {
        List<LogStream.Item> tail = from.tail();
        List<Entry> known = new ArrayList<>();
        for (LogStream.Item item : tail) {
            if (item.text().equals(HOLE)) {
                known.clear();
            } else {
                known.add(entry(item));
            }
        }
        tell(() -> reader.restart(known));
        return tail.isEmpty() ? LogStream.START : tail.getLast().id();
    }

    private static Entry entry(LogStream.Item item) {
        return new Entry(item.id().toString(), item.text());
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
