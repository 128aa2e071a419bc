package dev.stoa.forum.post;

import dev.stoa.platform.cache.CacheSpec;

/** The caches of posts. */
public final class PostCaches {
    public static final CacheSpec POSTS = CacheSpec.of("posts", "60s", 10_000, "pages of posts");

    private PostCaches() {}
}
