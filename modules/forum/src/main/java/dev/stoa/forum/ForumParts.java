package dev.stoa.forum;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Changes;
import dev.stoa.forum.collection.CollectionPart;
import dev.stoa.forum.count.Counters;
import dev.stoa.forum.count.Counting;
import dev.stoa.forum.live.Live;
import dev.stoa.forum.moderation.Moderation;
import dev.stoa.forum.notice.NoticePart;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.search.Searching;
import dev.stoa.forum.structure.StructureEditing;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.TagEditing;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.viewer.Personal;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.forum.vote.Voting;
import dev.stoa.forum.writing.Writing;
import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import java.util.List;

/** What the forum of one node is made of. */
final class ForumParts {
    private ForumParts() {}

    /** What the parts share. */
    static Forum shared(Platform platform) {
        Structures structures = new Structures(platform.database());
        return new Forum(
                platform,
                structures,
                new Tags(platform),
                new Ranking(
                        platform.database(),
                        platform.settings().get(ForumSettings.RANKING_INTERVAL),
                        platform.observability().meters()),
                new Changes(platform.caches()),
                new Counters(),
                new Rights(structures));
    }

    /** The parts as one feature. */
    static Feature feature(Forum forum) {
        ViewerStates states = new ViewerStates(forum.platform());
        return new CompositeFeature(
                "forum",
                List.of(
                        new Reading(forum, states),
                        new Personal(forum),
                        new Writing(forum),
                        new Counting(forum),
                        new Voting(forum),
                        new Searching(forum, states),
                        new NoticePart(forum),
                        new CollectionPart(forum),
                        new Moderation(forum),
                        new StructureEditing(forum),
                        new TagEditing(forum),
                        new Live(forum)));
    }
}
