package dev.stoa.forum.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Pieces of a stream of events, as the HTML standard has them. */
final class Frames {
    /** After which time a browser connects again. */
    private static final String RETRY = "retry: 2000\n";

    private Frames() {}

    /** An event of its own; {@code data} is one line. */
    static byte[] event(String name, String id, String data) {
        return bytes("event: " + name + "\n" + id(id) + "data: " + data + "\n\n");
    }

    /** What a stream begins with; an empty id names no place to go on from. */
    static byte[] hello(String id) {
        return bytes(RETRY + id(id) + "\n");
    }

    /** Shows that somebody is there, and moves the place to go on from. */
    static byte[] heartbeat(String id) {
        return bytes(":\n" + id(id) + "\n");
    }

    /** What was told so far is not all: look at everything anew, then go on from there. */
    static byte[] reset(String id, Instant at) {
        return event("reset", id, "{\"at\":\"" + at + "\"}");
    }

    private static String id(String id) {
        return id.isEmpty() ? "" : "id: " + id + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
