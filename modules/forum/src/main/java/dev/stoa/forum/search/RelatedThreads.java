package dev.stoa.forum.search;

import dev.stoa.forum.search.RelatedStore.Related;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.thread.ThreadCards;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Threads related to one, cached as finished lists. */
final class RelatedThreads {
    static final CacheSpec CACHE =
            CacheSpec.of("related", "300s", 10_000, "lists of related threads");

    private final RelatedStore store;
    private final ThreadCards cards;
    private final Cache cache;

    RelatedThreads(Platform platform, ThreadCards cards) {
        this.store = new RelatedStore(platform.database());
        this.cards = cards;
        this.cache = platform.cache(CACHE);
    }

    /** At most {@code limit} threads, the closest first; two statements, none from the cache. */
    Cached of(long thread, int limit, Audience audience) {
        long[] hidden = audience.hiddenIds();
        String key = "related:" + thread + ':' + limit + ':' + audience.key();
        return cache.get(key, () -> load(thread, limit, hidden));
    }

    private Loaded load(long thread, int limit, long[] hidden) {
        Tag self = Tag.of("thread", thread);
        Related related = store.of(thread, hidden, limit);
        if (!related.isShown()) {
            return Loaded.missing("There is no thread " + thread + ".", self);
        }
        List<Long> ids = related.ids().stream().limit(limit).toList();
        Map<Long, ThreadCards.Card> written = cards.of(ids);
        Set<Tag> changes = new HashSet<>(Set.of(self));
        ids.forEach(id -> changes.add(Tag.of("thread", id)));
        return Loaded.list(
                new Page<>(ids.stream().filter(written::containsKey).toList(), null, null)
                        .marked(
                                (json, marker, id) ->
                                        Objects.requireNonNull(written.get(id)).item(json, marker),
                                _ -> {}),
                Set.of(),
                changes);
    }
}
