package dev.stoa.forum.live;

import dev.stoa.forum.right.Rights;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a stream asks for, and looks whether its viewer may know of it. */
final class TopicRequest {
    static final int MOST = 50;

    private final LiveStore store;
    private final Structures structures;
    private final Rights rights;

    TopicRequest(LiveStore store, Structures structures, Rights rights) {
        this.store = store;
        this.structures = structures;
        this.rights = rights;
    }

    /**
     * The topics in {@code text}, each once; one statement where threads are among them.
     *
     * @param text words with commas between; null where nothing is said
     * @throws Failure.Invalid for no topic, too many, or a word that means nothing
     * @throws Failure.Unauthenticated for what takes somebody who is signed in
     * @throws Failure.NotFound naming a topic that is not there for {@code viewer}
     */
    Set<Topic> read(@Nullable String text, Viewer viewer) {
        if (text == null) {
            throw Failure.Invalid.parameter(
                    "topics", "missing", "Say what to tell of, such as topics=thread:42,feed:new.");
        }
        Set<Topic> topics = new LinkedHashSet<>();
        Map<Long, Topic> threads = new HashMap<>();
        for (String word : text.split(",", -1)) {
            Topic topic = topic(word.strip(), viewer, threads);
            topics.add(topic);
            if (topics.size() > MOST) {
                throw Failure.Invalid.parameter(
                        "topics", "too-many", "It may hold up to " + MOST + " topics.");
            }
        }
        requireThreads(threads, viewer);
        return topics;
    }

    private Topic topic(String word, Viewer viewer, Map<Long, Topic> threads) {
        if (word.equals(Topic.ME)) {
            return Topic.member(viewer.signedIn().id().value());
        }
        int colon = word.indexOf(':');
        String of = word.substring(colon + 1);
        return switch (word.substring(0, Math.max(0, colon))) {
            case "thread" -> {
                long id = id(of);
                yield threads.computeIfAbsent(id, Topic::thread);
            }
            case "structure" -> {
                long id = id(of);
                Topic topic = Topic.structure(id);
                requireStructure(id, viewer, topic);
                yield topic;
            }
            case "feed" -> feed(of);
            default -> throw unknown();
        };
    }

    private static Topic feed(String name) {
        if (!Topic.FEEDS.contains(name)) {
            throw unknown();
        }
        return new Topic("feed:" + name);
    }

    private static long id(String text) {
        try {
            long id = Long.parseLong(text);
            if (id > 0 && Long.toString(id).equals(text)) {
                return id;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw unknown();
    }

    private static Failure unknown() {
        return Failure.Invalid.parameter(
                "topics",
                "unknown",
                "It must be thread:<id>, structure:<id>, feed:hot, feed:new, feed:recent or me, with commas between.");
    }

    private void requireStructure(long id, Viewer viewer, Topic topic) {
        try {
            structures.tree().subtree(id);
            rights.read(viewer, id);
        } catch (Failure.NotFound _) {
            throw missing(topic);
        }
    }

    private void requireThreads(Map<Long, Topic> threads, Viewer viewer) {
        if (threads.isEmpty()) {
            return;
        }
        Map<Long, Topic> missing = new HashMap<>(threads);
        store.places(threads.keySet())
                .forEach(
                        (thread, structure) -> {
                            if (!structures.tree().audience(viewer).isHidden(structure)) {
                                missing.remove(thread);
                            }
                        });
        if (!missing.isEmpty()) {
            throw missing(missing.values().iterator().next());
        }
    }

    private static Failure missing(Topic topic) {
        return new Failure.NotFound("There is nothing to tell of at " + topic.name() + ".");
    }
}
