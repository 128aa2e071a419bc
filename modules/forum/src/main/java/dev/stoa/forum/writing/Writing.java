package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.thread.WrittenThreads;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What members write. */
public final class Writing implements Feature {
    private final OpeningRoutes openings;

    public Writing(Forum forum) {
        WrittenThreads written = new WrittenThreads(forum.structures(), forum.platform().clock());
        this.openings = new OpeningRoutes(forum, new Openings(forum), written);
    }

    @Override
    public String name() {
        return "writing";
    }

    @Override
    public List<Route> routes() {
        return openings.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Writing.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return WritingProblems.ALL;
    }
}
