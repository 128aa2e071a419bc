package dev.stoa.forum;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Changes;
import dev.stoa.forum.collection.CollectionPart;
import dev.stoa.forum.count.Counters;
import dev.stoa.forum.count.Counting;
import dev.stoa.forum.live.Live;
import dev.stoa.forum.moderation.Moderation;
import dev.stoa.forum.notice.NoticePart;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.search.Searching;
import dev.stoa.forum.structure.StructureEditing;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.TagEditing;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.viewer.Personal;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.forum.vote.Voting;
import dev.stoa.forum.writing.Writing;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The forum on one node: its parts, as one feature. */
final class ForumFeature implements Feature {
    private final Forum forum;
    private final List<Feature> parts;

    ForumFeature(Platform platform) {
        Structures structures = new Structures(platform.database());
        this.forum =
                new Forum(
                        platform,
                        structures,
                        new Tags(platform),
                        new Ranking(
                                platform.database(),
                                platform.settings().get(ForumSettings.RANKING_INTERVAL),
                                platform.observability().meters()),
                        new Changes(platform.caches()),
                        new Counters(),
                        new Rights(structures));
        List<Feature> all = new ArrayList<>();
        ViewerStates states = new ViewerStates(forum.platform());
        all.add(new Reading(forum, states));
        all.add(new Personal(forum));
        all.add(new Writing(forum));
        all.add(new Counting(forum));
        all.add(new Voting(forum));
        all.add(new Searching(forum, states));
        all.add(new NoticePart(forum));
        all.add(new CollectionPart(forum));
        all.add(new Moderation(forum));
        all.add(new StructureEditing(forum));
        all.add(new TagEditing(forum));
        all.add(new Live(forum));
        this.parts = List.copyOf(all);
    }

    /** What its parts share. */
    Forum forum() {
        return forum;
    }

    @Override
    public String name() {
        return "forum";
    }

    @Override
    public List<Route> routes() {
        return all(Feature::routes);
    }

    @Override
    public List<String> schemas() {
        return Stream.concat(
                        Stream.of(
                                Packaged.text(
                                        ForumFeature.class.getResourceAsStream("schemas.json"))),
                        all(Feature::schemas).stream())
                .toList();
    }

    @Override
    public List<ProblemType> problems() {
        return Stream.concat(Rights.problems().stream(), all(Feature::problems).stream()).toList();
    }

    @Override
    public List<Job> jobs() {
        return all(Feature::jobs);
    }

    private <T> List<T> all(Function<Feature, List<T>> some) {
        return parts.stream().map(some).flatMap(List::stream).toList();
    }

    @Override
    public void start() {
        parts.forEach(Feature::start);
    }

    @Override
    public void close() {
        parts.reversed().forEach(Feature::close);
    }
}
