package dev.stoa.forum.live;

import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An event with its id, and the bytes that tell of it: made once for each topic, for all. */
final class Entry {
    private final String id;
    private final LiveEvent event;
    private final Map<Topic, byte[]> frames = new ConcurrentHashMap<>(4);

    Entry(String id, LiveEvent event) {
        this.id = id;
        this.event = event;
    }

    String id() {
        return id;
    }

    LiveEvent event() {
        return event;
    }

    /** Whether it is about one of {@code topics}. */
    boolean concerns(Set<Topic> topics) {
        for (Topic topic : event.topics()) {
            if (topics.contains(topic)) {
                return true;
            }
        }
        return false;
    }

    /** Writes a frame for each of {@code topics} that it is about. */
    void write(OutputStream out, Set<Topic> topics) throws IOException {
        for (Topic topic : event.topics()) {
            if (topics.contains(topic)) {
                out.write(frames.computeIfAbsent(topic, this::frame));
            }
        }
    }

    private byte[] frame(Topic topic) {
        byte[] data =
                Json.bytes(
                        json -> {
                            LiveEvent.About about = event.about();
                            json.writeStartObject();
                            json.writeStringField("topic", topic.shown());
                            // One event of counters is about many threads.
                            id(
                                    json,
                                    "threadId",
                                    about.thread() == null ? topic.thread() : about.thread());
                            id(json, "postId", about.post());
                            if (about.number() != null) {
                                json.writeNumberField("number", about.number());
                            }
                            id(json, "structureId", about.structure());
                            json.writeStringField("at", event.at().toString());
                            json.writeEndObject();
                        });
        return Frames.event(event.kind().word(), id, new String(data, StandardCharsets.UTF_8));
    }

    private static void id(
            com.fasterxml.jackson.core.JsonGenerator json, String name, @Nullable Long id)
            throws IOException {
        if (id != null) {
            Json.id(json, name, id);
        }
    }
}
