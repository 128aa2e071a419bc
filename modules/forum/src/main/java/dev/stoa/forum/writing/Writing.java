package dev.stoa.forum.writing;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.thread.Drafts;
import dev.stoa.forum.thread.WrittenThreads;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** What members write. */
public final class Writing implements Feature {
    private final List<Route> routes;

    public Writing(Forum forum) {
        WrittenThreads written = new WrittenThreads(forum.structures(), forum.platform().clock());
        Openings openings = new Openings(forum);
        Locks locks = new Locks(forum.structures());
        Answers answers = new Answers(forum, locks);
        Removals removals = new Removals(forum, locks, answers);
        ThreadEdits edits = new ThreadEdits(forum, openings, locks);
        this.routes =
                Stream.of(
                                new OpeningRoutes(forum, openings, written).routes(),
                                new ThreadEditRoutes(forum, edits, removals, written).routes(),
                                new AnswerRoutes(forum, answers, written).routes(),
                                new PostEditRoutes(forum, new PostEdits(forum, locks), removals)
                                        .routes(),
                                new RevisionRoutes(new Revisions(forum)).routes(),
                                new DraftRoutes(new Drafts(forum.platform(), forum.structures()))
                                        .routes())
                        .flatMap(List::stream)
                        .toList();
    }

    @Override
    public String name() {
        return "writing";
    }

    @Override
    public List<Route> routes() {
        return routes;
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
