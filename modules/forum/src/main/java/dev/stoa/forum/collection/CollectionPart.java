package dev.stoa.forum.collection;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** Collections as a part of the forum. */
public final class CollectionPart implements Feature {
    private final Platform platform;
    private final CollectionRoutes collections;
    private final ItemRoutes items;
    private final ProgressRoutes progress;

    public CollectionPart(Forum forum) {
        this.platform = forum.platform();
        CollectionStore store = new CollectionStore(platform.database());
        Shown shown = new Shown(store);
        Progress done = new Progress(forum);
        this.collections =
                new CollectionRoutes(platform, store, new Collections(forum, shown), done);
        this.items = new ItemRoutes(platform, new ItemPages(forum, shown), new Items(forum), done);
        this.progress = new ProgressRoutes(done);
    }

    /** Its settings. */
    public static List<Setting<?>> settings() {
        return CollectionCaches.settings();
    }

    @Override
    public String name() {
        return "collections";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(collections.routes(), items.routes(), progress.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(CollectionPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(CollectionProblems.FULL);
    }

    /** A deleted member's name must not be served any more. */
    @Override
    public void start() {
        List<Tag> named =
                Stream.of(CollectionCaches.LISTS, CollectionCaches.ONE)
                        .map(cache -> new Tag("cache", cache.name()))
                        .toList();
        platform.events()
                .subscribe(Event.MemberDeleted.class, _ -> platform.caches().invalidate(named));
    }
}
