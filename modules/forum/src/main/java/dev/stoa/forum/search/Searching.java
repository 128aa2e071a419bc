package dev.stoa.forum.search;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.thread.ThreadCards;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** Search and related threads, put together. */
public final class Searching implements Feature {
    private final SearchRoutes routes;

    public Searching(Forum forum, ViewerStates states) {
        ThreadCards cards = new ThreadCards(forum.platform(), forum.structures(), forum.ranking());
        this.routes =
                new SearchRoutes(
                        forum,
                        new Searches(forum, cards),
                        new RelatedThreads(forum.platform(), cards),
                        states);
    }

    /** The settings of its caches. */
    public static List<Setting<?>> settings() {
        return Stream.of(Searches.CACHE, RelatedThreads.CACHE)
                .flatMap(cache -> cache.settings().stream())
                .toList();
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Searching.class.getResourceAsStream("schemas.json")));
    }
}
