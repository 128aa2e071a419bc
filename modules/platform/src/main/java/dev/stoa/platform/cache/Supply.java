package dev.stoa.platform.cache;

import dev.stoa.platform.internal.cache.Lookup;
import dev.stoa.platform.internal.cache.SharedTier;
import dev.stoa.platform.internal.cache.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where values of one cache come from when memory doesn't have them: Redis, then the source. */
final class Supply {
    private final Node node;
    private final Part part;

    Supply(Node node, Part part) {
        this.node = node;
        this.part = part;
    }

    /** The value from Redis if it is good there, else from the source. */
    Arrival nearest(String key, Loader loader, long epoch) throws Exception {
        long began = System.nanoTime();
        SharedTier shared = node.shared();
        Entry entry = shared == null ? null : kept(shared.find(sharedKey(key)), epoch);
        if (entry != null) {
            part.store().put(key, entry);
        }
        part.notes().looked(began, entry != null);
        if (entry != null) {
            return new Arrival(entry, Outcome.HIT);
        }
        return source(key, loader, epoch);
    }

    private @Nullable Entry kept(Lookup lookup, long epoch) {
        switch (lookup.result()) {
            case HIT -> part.signals().sharedHits.increment();
            case MISS -> part.signals().sharedMisses.increment();
            case OUTDATED -> part.signals().sharedStale.increment();
            case FAILED -> part.signals().sharedErrors.increment();
            case OFF -> {}
        }
        StoredEntry found = lookup.entry();
        if (found == null || lookup.ageNanos() >= part.lifetime().ttlNanos()) {
            return null;
        }
        Loaded loaded =
                new Loaded(found.body(), "", parsed(found.tags()), parsed(found.listTags()));
        Entry entry = entry(loaded, epoch, node.now() - lookup.ageNanos());
        return entry.isOutdated(node.generations(), epoch) ? null : entry;
    }

    /** The value from the source, whatever Redis has. */
    Arrival source(String key, Loader loader, long epoch) throws Exception {
        SharedTier shared = node.shared();
        long generation = shared == null ? 0 : shared.generation();
        long began = node.now();
        Loaded loaded = timed(loader);
        Entry entry = entry(tagged(loaded), epoch, began);
        if (!entry.isOutdated(node.generations(), epoch)) {
            long putting = System.nanoTime();
            part.store().put(key, entry);
            if (shared != null) {
                share(shared, key, tagged(loaded), generation, node.now() - began);
            }
            part.notes().put(putting);
        }
        return new Arrival(entry, Outcome.MISS);
    }

    private Loaded timed(Loader loader) throws Exception {
        long began = System.nanoTime();
        try {
            return loader.load();
        } finally {
            part.signals().load.record(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void share(
            SharedTier shared, String key, Loaded loaded, long generation, long ageNanos) {
        if (loaded.body() == null) {
            return;
        }
        long created = shared.nowMillis() - TimeUnit.NANOSECONDS.toMillis(ageNanos);
        StoredEntry entry =
                new StoredEntry(
                        loaded.body(),
                        written(loaded.tags()),
                        written(loaded.listTags()),
                        generation,
                        created);
        shared.store(
                sharedKey(key), entry, Duration.ofNanos(part.lifetime().ttlNanos() - ageNanos));
    }

    private Loaded tagged(Loaded loaded) {
        Set<Tag> tags = new HashSet<>(loaded.tags());
        tags.add(part.tag());
        return new Loaded(loaded.body(), loaded.detail(), tags, loaded.listTags());
    }

    private Entry entry(Loaded loaded, long epoch, long began) {
        return new Entry(loaded, part.lifetime(), epoch, began, node.jitter().getAsDouble());
    }

    private String sharedKey(String key) {
        return part.name() + ':' + key;
    }

    private static List<String> written(Collection<Tag> tags) {
        return tags.stream().map(Tag::toString).toList();
    }

    private static Set<Tag> parsed(List<String> tags) {
        return tags.stream().map(Supply::parsed).collect(Collectors.toUnmodifiableSet());
    }

    private static Tag parsed(String tag) {
        int colon = tag.indexOf(':');
        return new Tag(tag.substring(0, colon), tag.substring(colon + 1));
    }
}
