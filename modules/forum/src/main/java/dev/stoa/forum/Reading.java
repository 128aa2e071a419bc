package dev.stoa.forum;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.member.MemberRoutes;
import dev.stoa.forum.member.Members;
import dev.stoa.forum.post.PostRoutes;
import dev.stoa.forum.post.Posts;
import dev.stoa.forum.post.VotedPostRoutes;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.structure.StructureRoutes;
import dev.stoa.forum.tag.TagRoutes;
import dev.stoa.forum.thread.ThreadReading;
import dev.stoa.forum.thread.Views;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the forum shows: structures, threads, posts, tags, members, and the ranks behind lists. */
final class Reading implements Feature {
    private static final Tag MEMBERS = new Tag("list", "members");

    private final Forum forum;
    private final Views views;
    private final ThreadReading threads;
    private final PostRoutes posts;
    private final VotedPostRoutes voted;
    private final MemberRoutes members;

    private RankEpoch shown = RankEpoch.NONE;

    Reading(Forum forum, ViewerStates states) {
        this.forum = forum;
        this.views = new Views(forum.platform().database(), forum.counters());
        Members known = new Members(forum.platform());
        Posts pages = new Posts(forum.platform(), known);
        this.threads = new ThreadReading(forum, pages, known, views, states);
        this.posts = new PostRoutes(pages, forum.structures(), states);
        this.voted = new VotedPostRoutes(forum.platform(), forum.structures(), states);
        this.members = new MemberRoutes(known, forum.structures());
    }

    @Override
    public String name() {
        return "reading";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        threads.routes(),
                        posts.routes(),
                        voted.routes(),
                        new StructureRoutes(forum.structures()).routes(),
                        new TagRoutes(forum.tags()).routes(),
                        members.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Reading.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return Stream.concat(Rights.problems().stream(), ThreadReading.problems().stream())
                .toList();
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                forum.ranking().refreshing(forum.platform().clock(), forum.platform().flags()));
    }

    /** What shows a member is made again; lists of threads follow when they are next made. */
    private void forget(MemberId member) {
        forum.platform().caches().invalidate(List.of(Tag.of("member", member.value()), MEMBERS));
    }

    /**
     * A deleted member's name must not be served any more, and entries don't say whose names they
     * hold: all that may hold one goes.
     */
    private void forgetEveryone() {
        forum.platform()
                .caches()
                .invalidate(
                        Stream.of(
                                        "members",
                                        "posts",
                                        "thread",
                                        "threads-trending",
                                        "threads-recent",
                                        "threads-new",
                                        "threads-top",
                                        "search",
                                        "related")
                                .map(cache -> new Tag("cache", cache))
                                .toList());
    }

    @Override
    public void start() {
        var platform = forum.platform();
        platform.events().subscribe(Event.MemberChanged.class, event -> forget(event.member()));
        platform.events().subscribe(Event.MemberDeleted.class, _ -> forgetEveryone());
        platform.events()
                .subscribe(
                        Event.BlockChanged.class,
                        event ->
                                forum.changes()
                                        .publish(new Change.StatesMoved(event.blocker().value())));
        forum.structures().refresh();
        forum.tags().refresh();
        forum.ranking().begin();
        shown = forum.ranking().current();
        threads.warm();
        Duration often = Duration.ofSeconds(10);
        platform.timers().every(often, "forum.structures", forum.structures()::refresh);
        platform.timers().every(often, "forum.tags", forum.tags()::refresh);
        platform.timers().every(Duration.ofSeconds(5), "forum.ranks.look", this::look);
        platform.timers().every(Duration.ofSeconds(5), "forum.views", views::flush);
    }

    /**
     * A new snapshot means other ranks, and at the end of an import other threads, tags and
     * members, too.
     */
    private void look() {
        forum.ranking().look();
        if (!forum.ranking().current().equals(shown)) {
            shown = forum.ranking().current();
            forum.structures().refresh();
            forum.tags().refresh();
            forum.platform()
                    .caches()
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
