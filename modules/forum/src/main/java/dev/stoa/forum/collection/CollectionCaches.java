package dev.stoa.forum.collection;

import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The caches of collections. */
final class CollectionCaches {
    static final CacheSpec LISTS =
            CacheSpec.of("collections", "600s", 2_000, "pages of collections");
    static final CacheSpec ONE = CacheSpec.of("collection", "900s", 5_000, "collections");
    static final CacheSpec ITEMS =
            CacheSpec.of("collection-items", "1200s", 5_000, "pages of a collection's items");
    static final CacheSpec PACKAGES =
            CacheSpec.of("collection-packages", "1800s", 500, "packages of collections");
    static final CacheSpec PROGRESS =
            CacheSpec.of("collection-progress", "120s", 20_000, "records of progress");

    private CollectionCaches() {}

    static List<Setting<?>> settings() {
        return Stream.of(LISTS, ONE, ITEMS, PACKAGES, PROGRESS)
                .map(CacheSpec::settings)
                .flatMap(List::stream)
                .toList();
    }
}
