package dev.stoa.platform.cache;

import dev.stoa.platform.Failure;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Finished answers of one kind by key. One load per key at a time on a node; a hit takes no lock
 * but where its entry has become heavier.
 */
public final class Cache {
    /** A dirty list is refreshed at most this often. */
    private static final long REFRESH_NANOS = 1_000_000_000;

    /** What was last good longer ago than this isn't served without trying to load it. */
    private static final long SERVED_OUTDATED_NANOS = 2_000_000_000;

    /** Wait for somebody else's load where an older answer is at hand. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final Node node;
    private final String name;
    private final LocalStore store;
    private final CacheSignals signals;
    private final CacheNotes notes;
    private final Loads loads;
    private final Lifetime lifetime;

    Cache(Node node, Part part) {
        this.node = node;
        this.name = part.name();
        this.store = part.store();
        this.signals = part.signals();
        this.notes = part.notes();
        this.loads = new Loads(node, part);
        this.lifetime = part.lifetime();
    }

    /**
     * The value of {@code key}, loaded by {@code loader} where it isn't at hand.
     *
     * @throws Failure.NotFound if nothing is there
     * @throws Failure what the loader threw, where no older answer may be served in its place;
     *     {@link Failure.DeadlineExceeded} if the current {@link dev.stoa.platform.Work} has no
     *     time left to wait
     */
    public Cached get(String key, Loader loader) {
        if (!node.isEnabled()) {
            return bypass(loader);
        }
        long now = node.now();
        Entry entry = store.find(key);
        if (entry == null) {
            return miss(key, loader);
        }
        return switch (entry.standing(node.generations(), now)) {
            case FRESH ->
                    node.isUnheard(entry, now)
                            ? reload(key, loader, entry, now)
                            : hit(key, entry, now);
            case AGING ->
                    node.isUnheard(entry, now)
                            ? reload(key, loader, entry, now)
                            : aging(key, loader, entry, now);
            case DIRTY -> dirty(key, loader, entry, now);
            case EXPIRED -> reload(key, loader, entry, now);
            case INVALID -> {
                store.drop(key, entry);
                yield miss(key, loader);
            }
        };
    }

    private Cached hit(String key, Entry entry, long now) {
        store.used(key, entry);
        signals.hits.increment();
        notes.hit(now);
        return entry.answer(Outcome.HIT, now);
    }

    private Cached miss(String key, Loader loader) {
        signals.misses.increment();
        return answer(loads.load(key, loader, Long.MAX_VALUE));
    }

    private Cached aging(String key, Loader loader, Entry entry, long now) {
        if (node.refreshesEarly().getAsBoolean() && entry.mayRetry(now)) {
            loads.refresh(key, loader, entry);
        }
        return hit(key, entry, now);
    }

    private Cached dirty(String key, Loader loader, Entry entry, long now) {
        if (entry.outdatedNanos(now) > SERVED_OUTDATED_NANOS) {
            return reload(key, loader, entry, now);
        }
        if (entry.ageNanos(now) >= REFRESH_NANOS && entry.mayRetry(now)) {
            loads.refresh(key, loader, entry);
        }
        return stale(key, entry, now);
    }

    /** A newer value if one can be had, else {@code entry}. */
    private Cached reload(String key, Loader loader, Entry entry, long now) {
        boolean isBarelyOutdated = entry.outdatedNanos(now) <= SERVED_OUTDATED_NANOS;
        if (!entry.mayRetry(now) || (isBarelyOutdated && loads.isUnderWay(key))) {
            return stale(key, entry, now);
        }
        Arrival arrival;
        try {
            arrival = loads.load(key, loader, PATIENCE_NANOS);
        } catch (RuntimeException e) {
            if (isAnswer(e)) {
                throw e;
            }
            entry.failedAt(node.now());
            return stale(key, entry, now);
        }
        signals.misses.increment();
        if (arrival.outcome() == Outcome.MISS && arrival.entry().isSameAs(entry)) {
            signals.inVain.increment();
        }
        return answer(arrival);
    }

    /** Whether the source answered, if only by a refusal. */
    private static boolean isAnswer(RuntimeException e) {
        return e instanceof Failure failure
                && switch (failure) {
                    case Failure.NotFound _,
                            Failure.Moved _,
                            Failure.Invalid _,
                            Failure.Conflict _,
                            Failure.Unauthenticated _,
                            Failure.Forbidden _,
                            Failure.TooMany _ ->
                            true;
                    case Failure.Overloaded _,
                            Failure.Unavailable _,
                            Failure.ReadOnly _,
                            Failure.DeadlineExceeded _ ->
                            false;
                };
    }

    private Cached answer(Arrival arrival) {
        return arrival.entry().answer(arrival.outcome(), node.now());
    }

    private Cached stale(String key, Entry entry, long now) {
        store.used(key, entry);
        signals.stale.increment();
        notes.stale(now);
        return entry.answer(Outcome.STALE, now);
    }

    private static Cached bypass(Loader loader) {
        Loaded loaded;
        try {
            loaded = loader.load();
        } catch (Exception e) {
            throw Flight.unchecked(e);
        }
        if (loaded.body() == null) {
            throw new Failure.NotFound(loaded.detail());
        }
        return new Cached(loaded.body(), Outcome.BYPASS, 0);
    }

    /** Keys in memory that {@code test} holds of. */
    Set<String> keys(Predicate<String> test) {
        return store.keys(test);
    }

    /** Drops what the test says; how many entries these were. */
    int removeIf(BiPredicate<String, Entry> test) {
        return store.removeIf(test);
    }

    CacheStats stats() {
        long hits = signals.hits.sum() + signals.stale.sum();
        long stored = store.stored();
        return new CacheStats(
                name,
                store.size(),
                store.bytes(),
                hits,
                signals.misses.sum(),
                stored == 0 ? 0 : (double) hits / stored,
                Duration.ofNanos(lifetime.ttlNanos()),
                store.maxEntries(),
                store.evicted(),
                signals.inVain.sum());
    }

    /** Entries that would be served now without a load. */
    long active(long now) {
        return store.count(
                entry ->
                        switch (entry.standing(node.generations(), now)) {
                            case FRESH, AGING, DIRTY -> true;
                            case EXPIRED, INVALID -> false;
                        });
    }

    String name() {
        return name;
    }
}
