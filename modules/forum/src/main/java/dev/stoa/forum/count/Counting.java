package dev.stoa.forum.count;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Feature;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.jobs.Job;
import java.time.Duration;
import java.util.List;

/** Keeps the counters: folds deltas into them, and looks whether they are right. */
public final class Counting implements Feature {
    public static final Setting<Duration> INTERVAL =
            Setting.duration(
                    "forum.fold.interval",
                    "1s",
                    "How often counters of votes, posts, favorites and views follow; at least 100ms.");
    private static final Duration LEAST = Duration.ofMillis(100);

    private final Forum forum;
    private final Folder folder;
    private final Audit audit;

    public Counting(Forum forum) {
        this.forum = forum;
        this.folder =
                new Folder(
                        forum.platform().database(),
                        forum.changes(),
                        new FoldSignals(forum.platform().observability().meters()));
        this.audit = new Audit(new DriftSignals(forum.platform().observability().meters()));
    }

    @Override
    public String name() {
        return "counters";
    }

    @Override
    public List<Job> jobs() {
        return List.of(audit.job());
    }

    @Override
    public void start() {
        Duration asked = forum.platform().settings().get(INTERVAL);
        forum.platform()
                .timers()
                .every(
                        asked.compareTo(LEAST) < 0 ? LEAST : asked,
                        "forum.counters.fold",
                        folder::fold);
    }
}
