package dev.stoa.forum.vote;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;

/** Votes on threads and posts, as a part of the forum. */
public final class Voting implements Feature {
    private final VoteRoutes routes;

    public Voting(Forum forum) {
        this.routes =
                new VoteRoutes(
                        new Votes(forum.platform().database(), forum.rights(), forum.changes()));
    }

    @Override
    public String name() {
        return "votes";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Voting.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(Votes.OWN_CONTENT);
    }
}
