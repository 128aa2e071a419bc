package dev.stoa.platform.internal.cache;

import dev.stoa.platform.Work;
import dev.stoa.platform.internal.redis.Circuit;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.internal.redis.RedisSpan;
import dev.stoa.platform.observe.Signals;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values in Redis, shared by all nodes. Nothing here throws, and nothing waits longer than a
 * request can spare; Redis is asked only while the channel is heard and the circuit is closed.
 */
public final class SharedTier implements AutoCloseable {
    private static final String NAMESPACE = "stoa:";

    /** What one request may wait for Redis in all, whatever the number of its reads. */
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    /** Values on their way to Redis; more are dropped. */
    private static final int PUTS_AT_ONCE = 64;

    private final long timeoutNanos;
    private final Circuit circuit;
    private final SharedGenerations generations = new SharedGenerations();
    private final Outbox outbox = new Outbox();
    private final Semaphore puts = new Semaphore(PUTS_AT_ONCE);
    private final Channel channel;
    private final RedisLink link;
    private final Watch watch;

    /**
     * @param redis a configured one; it stays open when this is closed
     * @param changed told of changes that other nodes announce; of {@link Announcement#EVERYTHING}
     *     when some may have been missed
     */
    public SharedTier(Redis redis, Consumer<Announcement> changed) {
        String node = UUID.randomUUID().toString();
        this.timeoutNanos = redis.timeout().toNanos();
        this.circuit = new Circuit(timeoutNanos / 2);
        this.channel = new Channel(node, generations, changed);
        this.link = new RedisLink(redis);
        this.watch = new Watch(link, channel, circuit, outbox);
        watch.start();
    }

    /** Whether Redis is asked now. */
    public boolean isUsable() {
        return channel.isHeard() && circuit.isClosed();
    }

    /** The number a value whose load begins now is to carry. */
    public long generation() {
        return generations.latest();
    }

    /** Redis's clock. */
    public long nowMillis() {
        return link.millis();
    }

    /**
     * The value at {@code key}, if it is there and nothing it depends on is known to have changed.
     */
    public Lookup find(String key) {
        Work work = Work.current();
        long wait =
                Math.min(
                        timeoutNanos,
                        Math.min(work.remainingNanos(), WORK_NANOS - work.cacheNanos()));
        if (!isUsable() || wait <= 0) {
            return Lookup.nothing(Lookup.Result.OFF);
        }
        long began = System.nanoTime();
        String error = null;
        try {
            Optional<byte[]> bytes = link.get(NAMESPACE + key).get(wait, TimeUnit.NANOSECONDS);
            circuit.succeeded(System.nanoTime() - began);
            return judged(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error = "interrupted";
            return Lookup.nothing(Lookup.Result.FAILED);
        } catch (Exception e) {
            circuit.failed();
            error =
                    Signals.errorType(
                            e instanceof ExecutionException && e.getCause() != null
                                    ? e.getCause()
                                    : e);
            return Lookup.nothing(Lookup.Result.FAILED);
        } finally {
            long ended = System.nanoTime();
            work.spentInCache(ended - began);
            RedisSpan.note(work.trace(), "GET", began, ended, error);
        }
    }

    private Lookup judged(Optional<byte[]> bytes) {
        Optional<StoredEntry> read = bytes.flatMap(EntryFormat::read);
        if (read.isEmpty()) {
            return Lookup.nothing(Lookup.Result.MISS);
        }
        StoredEntry entry = read.get();
        if (isOutdated(entry)) {
            return Lookup.nothing(Lookup.Result.OUTDATED);
        }
        long age = Math.max(0, link.millis() - entry.createdMillis());
        return new Lookup(Lookup.Result.HIT, entry, TimeUnit.MILLISECONDS.toNanos(age));
    }

    // The outbox is asked first: a change leaves it only after its number was noted.
    private boolean isOutdated(StoredEntry entry) {
        return outbox.holdsOneOf(entry.tags())
                || outbox.holdsOneOf(entry.listTags())
                || generations.refuses(entry.tags(), entry.generation())
                || generations.refuses(entry.listTags(), entry.generation());
    }

    /** Puts a value there, some time soon or never. */
    public void store(String key, StoredEntry entry, Duration ttl) {
        if (ttl.toMillis() < 1 || !isUsable() || !puts.tryAcquire()) {
            return;
        }
        try {
            link.put(NAMESPACE + key, EntryFormat.write(entry), ttl)
                    .whenComplete((_, failure) -> stored(failure));
        } catch (RuntimeException e) {
            stored(e);
        }
    }

    private void stored(@Nullable Throwable failure) {
        puts.release();
        if (failure != null) {
            circuit.failed();
        }
    }

    /** Tells the other nodes, now or as soon as Redis can be reached. */
    public void announce(Collection<Announcement> announcements) {
        outbox.add(announcements);
        watch.wake();
    }

    @Override
    public void close() {
        watch.close();
        circuit.trip();
    }
}
