package dev.stoa.forum.live;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.structure.Structures;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which event a change is, and for which topics. */
final class Telling {
    /** Threads that one event of counts is about; more make more events. */
    private static final int MOST_COUNTS = 500;

    private final Structures structures;
    private final InstantSource clock;

    Telling(Structures structures, InstantSource clock) {
        this.structures = structures;
        this.clock = clock;
    }

    /** The event of {@code change}; empty where there is none, or it is told with others later. */
    Optional<LiveEvent> of(Change change) {
        return switch (change) {
            case Change.ThreadOpened opened ->
                    thread(
                            LiveEvent.Kind.THREAD_OPENED,
                            opened.of(),
                            Topic.NEW,
                            Topic.RECENT,
                            Topic.HOT);
            case Change.ThreadEdited edited -> thread(LiveEvent.Kind.THREAD_CHANGED, edited.of());
            case Change.ThreadHidden(ThreadPlace of) -> turned(of);
            case Change.ThreadShown(ThreadPlace of) -> turned(of);
            case Change.PostAdded added ->
                    post(LiveEvent.Kind.POST_ADDED, added.at(), Topic.RECENT);
            case Change.PostEdited edited -> post(LiveEvent.Kind.POST_CHANGED, edited.at());
            case Change.PostHidden hidden -> post(LiveEvent.Kind.POST_REMOVED, hidden.at());
            case Change.PostShown shown -> post(LiveEvent.Kind.POST_CHANGED, shown.at());
            case Change.Notified(long member) ->
                    Optional.of(
                            event(
                                    LiveEvent.Kind.NOTIFICATION,
                                    List.of(Topic.member(member)),
                                    LiveEvent.About.NOTHING));
            case Change.CountsMoved _,
                    Change.StatesMoved _,
                    Change.StructureChanged _,
                    Change.TagChanged _,
                    Change.CollectionChanged _ ->
                    Optional.empty();
        };
    }

    /**
     * The events of counters that moved: of each structure apart, as who may not read it is told
     * nothing of its threads.
     *
     * @param places the structures of the threads concerned, by thread
     */
    List<LiveEvent> counts(Map<Long, Long> places) {
        Map<Long, List<Topic>> threads = new TreeMap<>();
        places.forEach(
                (thread, structure) ->
                        threads.computeIfAbsent(structure, _ -> new ArrayList<>())
                                .add(Topic.thread(thread)));
        List<LiveEvent> events = new ArrayList<>();
        threads.forEach((structure, topics) -> counts(events, structure, topics));
        if (!places.isEmpty()) {
            events.add(event(LiveEvent.Kind.COUNTS, List.of(Topic.HOT), LiveEvent.About.NOTHING));
        }
        return events;
    }

    private void counts(List<LiveEvent> events, long structure, List<Topic> topics) {
        var about = new LiveEvent.About(null, null, null, structure);
        for (int from = 0; from < topics.size(); from += MOST_COUNTS) {
            List<Topic> some = topics.subList(from, Math.min(from + MOST_COUNTS, topics.size()));
            events.add(event(LiveEvent.Kind.COUNTS, some, about));
        }
    }

    private Optional<LiveEvent> turned(ThreadPlace of) {
        return thread(LiveEvent.Kind.THREAD_CHANGED, of, Topic.NEW, Topic.RECENT, Topic.HOT);
    }

    private Optional<LiveEvent> thread(LiveEvent.Kind kind, ThreadPlace of, Topic... feeds) {
        return Optional.of(
                event(
                        kind,
                        topics(of, feeds),
                        new LiveEvent.About(of.thread(), null, null, of.structure())));
    }

    private Optional<LiveEvent> post(LiveEvent.Kind kind, PostPlace at, Topic... feeds) {
        return Optional.of(
                event(
                        kind,
                        topics(at.of(), feeds),
                        new LiveEvent.About(
                                at.of().thread(),
                                at.post(),
                                (long) at.number(),
                                at.of().structure())));
    }

    /** A structure's topic is of all below it, so a thread's are those of all above it. */
    private List<Topic> topics(ThreadPlace of, Topic... feeds) {
        List<Topic> topics = new ArrayList<>();
        topics.add(Topic.thread(of.thread()));
        structures.tree().path(of.structure()).forEach(id -> topics.add(Topic.structure(id)));
        topics.addAll(Arrays.asList(feeds));
        return topics;
    }

    private LiveEvent event(LiveEvent.Kind kind, List<Topic> topics, LiveEvent.About about) {
        return new LiveEvent(kind, topics, about, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
