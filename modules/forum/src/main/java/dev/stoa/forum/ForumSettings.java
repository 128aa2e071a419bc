package dev.stoa.forum;

import dev.stoa.forum.collection.CollectionPart;
import dev.stoa.forum.count.Counting;
import dev.stoa.forum.live.LiveSettings;
import dev.stoa.forum.member.Members;
import dev.stoa.forum.notice.NoticePart;
import dev.stoa.forum.post.PostCaches;
import dev.stoa.forum.search.Searching;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.thread.ThreadCaches;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The forum's settings. */
final class ForumSettings {
    static final Setting<Duration> RANKING_INTERVAL =
            Setting.duration(
                    "forum.ranking.interval", "5m", "How often trending and top are ranked anew.");

    private ForumSettings() {}

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        all.add(RANKING_INTERVAL);
        all.add(Counting.INTERVAL);
        all.addAll(LiveSettings.all());
        all.addAll(ThreadCaches.settings());
        all.addAll(PostCaches.POSTS.settings());
        all.addAll(Tags.CACHE.settings());
        all.addAll(Members.CACHE.settings());
        all.addAll(ViewerStates.CACHE.settings());
        all.add(ViewerStates.HORIZON);
        all.addAll(Searching.settings());
        all.addAll(NoticePart.settings());
        all.addAll(CollectionPart.settings());
        return all;
    }
}
