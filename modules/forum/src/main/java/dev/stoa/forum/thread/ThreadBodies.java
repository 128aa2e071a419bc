package dev.stoa.forum.thread;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.http.Marker;
import java.io.IOException;

/** Threads as JSON: the finished parts of a row, joined. */
final class ThreadBodies {
    private static final JsonPart OPEN = JsonPart.of("{");
    private static final JsonPart CLOSE = JsonPart.of("}");

    private ThreadBodies() {}

    /** The thread's card: one object. */
    static void card(JsonGenerator json, ThreadRow thread, StructureTree structures)
            throws IOException {
        Json.value(
                json,
                OPEN,
                thread.head(),
                structures.cardOf(thread.structureId()),
                thread.tail(),
                CLOSE);
    }

    /** The card in a list: a viewer's states go into it, and it can be left out. */
    static void item(JsonGenerator json, Marker marker, ThreadRow thread, StructureTree structures)
            throws IOException {
        marker.item(
                json,
                ViewerStates.THREAD,
                thread.id(),
                OPEN,
                thread.head(),
                structures.cardOf(thread.structureId()),
                thread.tail(),
                CLOSE);
    }

    /** The card of a thread that was asked for by its id: it is not left out. */
    static void fixed(JsonGenerator json, Marker marker, ThreadRow thread, StructureTree structures)
            throws IOException {
        marker.fixed(
                json,
                ViewerStates.THREAD,
                thread.id(),
                OPEN,
                thread.head(),
                structures.cardOf(thread.structureId()),
                thread.tail(),
                CLOSE);
    }

    /** The fields of the card, into an object that is open and has none yet. */
    static void fields(JsonGenerator json, ThreadRow thread, StructureTree structures)
            throws IOException {
        Json.inside(json, thread.head(), structures.cardOf(thread.structureId()), thread.tail());
    }
}
