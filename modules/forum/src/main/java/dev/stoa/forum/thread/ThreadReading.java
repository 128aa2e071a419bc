package dev.stoa.forum.thread;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.member.Members;
import dev.stoa.forum.post.Posts;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** The reading side of threads, put together. */
public final class ThreadReading {
    private static final System.Logger LOG = System.getLogger("dev.stoa.forum.ThreadService");

    private final Threads threads;
    private final ThreadRoutes routes;
    private final OwnThreadRoutes own;
    private final Structures structures;

    public ThreadReading(
            Forum forum, Posts posts, Members members, Views views, ViewerStates states) {
        Platform platform = forum.platform();
        Ranking ranking = forum.ranking();
        this.threads = new Threads(platform, forum.structures(), ranking, members);
        this.structures = forum.structures();
        OwnThreads own = new OwnThreads(forum, states);
        this.own = new OwnThreadRoutes(own, structures);
        this.routes =
                new ThreadRoutes(
                        threads,
                        new ThreadPages(platform, posts, structures, ranking, views, states),
                        own,
                        structures,
                        forum.tags(),
                        states);
    }

    public List<Route> routes() {
        return Stream.concat(routes.routes().stream(), own.routes().stream()).toList();
    }

    /** The kinds of problem that only its routes answer with. */
    public static List<ProblemType> problems() {
        return List.of(ThreadPages.MOVED);
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
