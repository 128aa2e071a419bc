package dev.stoa.forum.base;

import dev.stoa.forum.change.Changes;
import dev.stoa.forum.count.Counters;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.Tags;
import dev.stoa.platform.Platform;

/**
 * What the parts of the forum share on one node.
 *
 * @param platform the floor
 * @param structures the forum tree in memory
 * @param tags tags in memory
 * @param ranking the ranked snapshots there are
 * @param changes tells of what was changed
 * @param counters where counters are moved
 * @param rights who may read and write where
 */
public record Forum(
        Platform platform,
        Structures structures,
        Tags tags,
        Ranking ranking,
        Changes changes,
        Counters counters,
        Rights rights) {}
