package dev.stoa.forum.structure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node of the forum tree with its own counters, its subtree's apart.
 *
 * @param readRole the role it takes to know of it: anon, member, moderator or admin
 * @param writeRole the role it takes to write in it: member, moderator or admin
 * @param version counts its edits
 */
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
        @Nullable Instant lastPostAt,
        String readRole,
        String writeRole,
        int version) {}
