package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.notice.Notices;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Moderation on one node. */
public final class Moderation implements Feature {
    private static final Duration OFTEN = Duration.ofSeconds(2);

    private final Forum forum;
    private final StateRoutes states;
    private final OperationRoutes asked;
    private final LookRoutes looks;
    private final Operations operations;

    public Moderation(Forum forum) {
        this.forum = forum;
        Letters letters = new Letters(new Notices(forum.changes()));
        Keepsakes keepsakes = new Keepsakes(forum);
        OperationStore store = new OperationStore(forum.platform().database());
        this.operations =
                new Operations(
                        forum.platform().database(),
                        store,
                        new Merge(forum, letters, keepsakes),
                        new Split(forum, letters, keepsakes));
        this.states =
                new StateRoutes(new ThreadStates(forum, letters), new PostRemovals(forum, letters));
        this.asked = new OperationRoutes(forum, store, operations);
        this.looks = new LookRoutes(new Queue(forum), new Log(forum));
    }

    @Override
    public String name() {
        return "moderation";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(states.routes(), asked.routes(), looks.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Moderation.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return ModerationProblems.all();
    }

    /** What another node left undone is gone on with. */
    @Override
    public void start() {
        forum.platform().timers().every(OFTEN, "forum.operations", operations::goOn);
    }
}
