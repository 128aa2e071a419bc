package dev.stoa.sessions.identity.viewer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolutions of credentials of the last seconds, by the credentials' hashes.
 *
 * <p>What is forgotten stays so: a load that began before is not kept after, as it may have seen
 * what was so before. Refusals have a room of their own, so that made-up credentials don't push
 * right ones out.
 */
final class ViewerCache {
    /** Longest time, from its load, that a right credential is believed. */
    static final Duration KNOWN = Duration.ofSeconds(5);

    /** Longest time that a refusal is repeated without a look. */
    static final Duration REFUSED = Duration.ofSeconds(1);

    private final Cache<ByteBuffer, Resolution> known;
    private final Cache<ByteBuffer, Resolution> refused;
    private final AtomicLong generation = new AtomicLong();
    private final ReentrantLock changes = new ReentrantLock();

    ViewerCache(Ticker ticker) {
        this.known = cache(50_000, KNOWN, ticker);
        this.refused = cache(10_000, REFUSED, ticker);
    }

    private static Cache<ByteBuffer, Resolution> cache(int most, Duration life, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(life)
                .ticker(ticker)
                .build();
    }

    /** What is remembered of the credential with that hash; null for nothing. */
    @Nullable Resolution remembered(ByteBuffer hash) {
        Resolution right = known.getIfPresent(hash);
        return right == null ? refused.getIfPresent(hash) : right;
    }

    /** What {@code load} finds; remembered unless something was forgotten while it looked. */
    Resolution loaded(ByteBuffer hash, Supplier<Resolution> load) {
        long before = generation.get();
        Resolution found = load.get();
        changes.lock();
        try {
            if (generation.get() == before) {
                (found instanceof Resolution.Known ? known : refused).put(hash, found);
            }
        } finally {
            changes.unlock();
        }
        return found;
    }

    /** Forgets what is concerned, and whatever is being looked up now. */
    void forget(Predicate<Resolution> concerned) {
        changes.lock();
        try {
            generation.incrementAndGet();
            known.asMap().values().removeIf(concerned);
            refused.asMap().values().removeIf(concerned);
        } finally {
            changes.unlock();
        }
    }
}
