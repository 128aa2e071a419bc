package dev.stoa.forum.notice;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.util.List;
import java.util.stream.Stream;

/** Notifications as a part of the forum. */
public final class NoticePart implements Feature {
    private final Platform platform;
    private final NoticeLists lists;

    public NoticePart(Forum forum) {
        this.platform = forum.platform();
        this.lists = new NoticeLists(forum);
    }

    /** Its settings. */
    public static List<Setting<?>> settings() {
        return Stream.of(NoticeLists.CACHE.settings(), NoticeExpiry.SETTINGS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public List<Route> routes() {
        return new NoticeRoutes(lists).routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(NoticePart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return List.of(new NoticeExpiry(platform.settings()).job());
    }

    /** A deleted member's name must not be served any more. */
    @Override
    public void start() {
        platform.events()
                .subscribe(
                        Event.MemberDeleted.class,
                        _ ->
                                platform.caches()
                                        .invalidate(
                                                List.of(
                                                        new Tag(
                                                                "cache",
                                                                NoticeLists.CACHE.name()))));
    }
}
