package dev.stoa.forum;

import dev.stoa.forum.member.MemberRoutes;
import dev.stoa.forum.member.Members;
import dev.stoa.forum.post.PostRoutes;
import dev.stoa.forum.post.Posts;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.StructureRoutes;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.TagRoutes;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.thread.ThreadReading;
import dev.stoa.forum.thread.Views;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The forum on one node. */
final class ForumFeature implements Feature {
    private static final Tag MEMBERS = new Tag("list", "members");

    private final Platform platform;
    private final Structures structures;
    private final Tags tags;
    private final Ranking ranking;
    private final Views views;
    private final ThreadReading threads;
    private final PostRoutes posts;
    private final MemberRoutes members;

    private RankEpoch shown = RankEpoch.NONE;

    ForumFeature(Platform platform) {
        this.platform = platform;
        this.structures = new Structures(platform.database());
        this.tags = new Tags(platform);
        this.ranking =
                new Ranking(
                        platform.database(),
                        platform.settings().get(ForumSettings.RANKING_INTERVAL),
                        platform.observability().meters());
        this.views = new Views(platform.database());
        Posts pages = new Posts(platform);
        this.threads = new ThreadReading(platform, pages, structures, tags, ranking, views);
        this.posts = new PostRoutes(pages);
        this.members = new MemberRoutes(new Members(platform));
    }

    @Override
    public String name() {
        return "forum";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        threads.routes(),
                        posts.routes(),
                        new StructureRoutes(structures).routes(),
                        new TagRoutes(tags).routes(),
                        members.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(ForumFeature.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return List.of(ranking.refreshing(platform.clock()));
    }

    /** What shows a member is made again; lists of threads follow when they are next made. */
    private void forget(MemberId member) {
        platform.caches().invalidate(List.of(Tag.of("member", member.value()), MEMBERS));
    }

    /**
     * A deleted member's name must not be served any more, and entries don't say whose names they
     * hold: all that may hold one goes.
     */
    private void forgetEveryone() {
        platform.caches()
                .invalidate(
                        Stream.of(
                                        "members",
                                        "posts",
                                        "thread",
                                        "threads-trending",
                                        "threads-recent",
                                        "threads-new",
                                        "threads-top")
                                .map(cache -> new Tag("cache", cache))
                                .toList());
    }

    @Override
    public void start() {
        platform.events().subscribe(Event.MemberChanged.class, event -> forget(event.member()));
        platform.events().subscribe(Event.MemberDeleted.class, _ -> forgetEveryone());
        structures.refresh();
        tags.refresh();
        ranking.begin();
        shown = ranking.current();
        threads.warm();
        platform.timers().every(Duration.ofSeconds(10), "forum.structures", structures::refresh);
        platform.timers().every(Duration.ofSeconds(10), "forum.tags", tags::refresh);
        platform.timers().every(Duration.ofSeconds(5), "forum.ranks.look", this::look);
        platform.timers().every(Duration.ofSeconds(5), "forum.views", views::flush);
    }

    /**
     * A new snapshot means other ranks, and at the end of an import other threads, tags and
     * members, too.
     */
    private void look() {
        ranking.look();
        if (!ranking.current().equals(shown)) {
            shown = ranking.current();
            structures.refresh();
            tags.refresh();
            platform.caches()
                    .invalidate(
                            Stream.of("trending", "top", "recent", "new", "tags", "members")
                                    .map(list -> new Tag("list", list))
                                    .toList());
        }
    }

    @Override
    public void close() {
        views.flush();
    }
}
