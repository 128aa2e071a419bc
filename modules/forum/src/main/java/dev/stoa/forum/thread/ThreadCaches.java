package dev.stoa.forum.thread;

import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The caches of threads. */
public final class ThreadCaches {
    /** Clears all lists together. */
    private static final String LISTS = "thread-lists";

    static final CacheSpec TRENDING =
            CacheSpec.of("threads-trending", "60s", 5000, "pages of trending threads").in(LISTS);
    static final CacheSpec RECENT =
            CacheSpec.of("threads-recent", "30s", 5000, "pages of recent threads").in(LISTS);
    static final CacheSpec NEW =
            CacheSpec.of("threads-new", "60s", 5000, "pages of new threads").in(LISTS);
    static final CacheSpec FOLLOWING =
            CacheSpec.of("threads-following", "45s", 5000, "pages of a viewer's own lists")
                    .in(LISTS);
    static final CacheSpec TOP =
            CacheSpec.of("threads-top", "300s", 5000, "pages of top threads").in(LISTS);
    static final CacheSpec THREAD = CacheSpec.of("thread", "300s", 10_000, "single threads");

    private ThreadCaches() {}

    static CacheSpec of(Tab tab) {
        return switch (tab) {
            case TRENDING -> TRENDING;
            case RECENT -> RECENT;
            case NEW -> NEW;
            case TOP -> TOP;
            case FOLLOWING -> throw new IllegalArgumentException("following is not shared");
        };
    }

    /** Their settings. */
    public static List<Setting<?>> settings() {
        return Stream.of(TRENDING, RECENT, FOLLOWING, NEW, TOP, THREAD)
                .flatMap(spec -> spec.settings().stream())
                .toList();
    }
}
