package dev.stoa.forum.thread;

import dev.stoa.forum.member.Members;
import dev.stoa.forum.post.Posts;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Route;
import java.util.List;

/** The reading side of threads, put together. */
public final class ThreadReading {
    private static final System.Logger LOG = System.getLogger("dev.stoa.forum.ThreadService");

    private final Threads threads;
    private final ThreadRoutes routes;
    private final Structures structures;

    public ThreadReading(
            Platform platform,
            Posts posts,
            Structures structures,
            Tags tags,
            Ranking ranking,
            Members members,
            Views views,
            ViewerStates states) {
        this.threads = new Threads(platform, structures, ranking, members);
        this.structures = structures;
        this.routes =
                new ThreadRoutes(
                        threads,
                        new ThreadPages(platform, posts, structures, ranking, views, states),
                        structures,
                        tags,
                        states);
    }

    public List<Route> routes() {
        return routes.routes();
    }

    /** Fills the cache with what is asked for first. */
    public void warm() {
        warm(Tab.TRENDING, 1);
        warm(Tab.RECENT, 1);
        warm(Tab.RECENT, 2);
    }

    private void warm(Tab tab, int page) {
        StructureTree tree = structures.tree();
        Audience audience = tree.audience(Viewer.ANON);
        try {
            threads.page(
                    new ThreadQuery(
                            tab,
                            "all",
                            audience,
                            "all",
                            ThreadFilter.of(tree, audience, null),
                            new Paging(20, page, null, false),
                            "none"));
            LOG.log(System.Logger.Level.INFO, "Warmed cache: " + tab.word() + " page " + page);
        } catch (Failure failure) {
            LOG.log(System.Logger.Level.WARNING, "Cache not warmed: " + failure.detail());
        }
    }
}
