package dev.stoa.forum.live;

import dev.stoa.platform.Viewer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams of a node by their topics; for one thread at a time but for the count. */
final class OpenStreams {
    private final Map<Topic, Set<LiveStream>> byTopic = new HashMap<>();
    private final Set<LiveStream> streams = new HashSet<>();
    private volatile int count;

    void add(LiveStream stream) {
        streams.add(stream);
        count = streams.size();
        for (Topic topic : stream.topics()) {
            byTopic.computeIfAbsent(topic, _ -> new HashSet<>()).add(stream);
        }
    }

    /** Does nothing for one that is not among them any more. */
    void remove(LiveStream stream) {
        streams.remove(stream);
        count = streams.size();
        for (Topic topic : stream.topics()) {
            Set<LiveStream> some = byTopic.get(topic);
            if (some != null && some.remove(stream) && some.isEmpty()) {
                byTopic.remove(topic);
            }
        }
    }

    /** Those that asked for one of {@code topics}, each once; a copy. */
    Set<LiveStream> of(Collection<Topic> topics) {
        Set<LiveStream> some = new LinkedHashSet<>();
        for (Topic topic : topics) {
            some.addAll(byTopic.getOrDefault(topic, Set.of()));
        }
        return some;
    }

    /** All of them; a copy. */
    List<LiveStream> all() {
        return List.copyOf(streams);
    }

    /** The members among their viewers, once for each credential. */
    Set<Viewer.Member> members() {
        Set<Viewer.Member> members = new HashSet<>();
        for (LiveStream stream : streams) {
            if (stream.viewer() instanceof Viewer.Member member) {
                members.add(member);
            }
        }
        return members;
    }

    int count() {
        return count;
    }
}
