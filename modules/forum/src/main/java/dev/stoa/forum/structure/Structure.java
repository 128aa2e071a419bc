package dev.stoa.forum.structure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node of the forum tree with its own counters, its subtree's apart. */
record Structure(
        long id,
        @Nullable Long parentId,
        String kind,
        String slug,
        String name,
        String path,
        int position,
        long threadCount,
        long postCount,
        @Nullable Instant lastPostAt) {}
