package dev.stoa.forum.viewer;

import dev.stoa.forum.base.Forum;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** What members keep for themselves: favorites, follows, mutes, read marks. */
public final class Personal implements Feature {
    private final RelationRoutes relations;
    private final ReadRoutes marks;
    private final FollowRoutes follows;

    public Personal(Forum forum) {
        var platform = forum.platform();
        this.relations = new RelationRoutes(new Relations(forum));
        this.marks = new ReadRoutes(new ReadMarks(forum), forum.structures(), platform.clock());
        this.follows =
                new FollowRoutes(
                        new FollowStore(platform.database()),
                        forum.structures(),
                        platform.cursors());
    }

    @Override
    public String name() {
        return "personal";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(relations.routes(), marks.routes(), follows.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Personal.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(Relations.TOO_MANY);
    }
}
