package dev.stoa.forum.thread;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.structure.StructureTree;
import java.io.IOException;

/** Threads as JSON: the finished parts of a row, joined. */
public final class ThreadBodies {
    private ThreadBodies() {}

    static void card(JsonGenerator json, ThreadRow thread, StructureTree structures)
            throws IOException {
        json.writeRawValue(card(thread, structures));
    }

    /** The thread's card: one JSON object. */
    static String card(ThreadRow thread, StructureTree structures) {
        StringBuilder card = open(thread, structures);
        return card.append('}').toString();
    }

    /** The card without its closing brace. */
    static StringBuilder open(ThreadRow thread, StructureTree structures) {
        StringBuilder card = new StringBuilder(thread.card().length() + 512);
        card.append('{').append(thread.card());
        card.append(",\"author\":");
        if (thread.lastAuthor() == null) {
            card.append("null");
        } else {
            card.append('{').append(thread.lastAuthor()).append('}');
        }
        card.append("},\"structure\":").append(structures.cardOf(thread.structureId()));
        card.append(",\"author\":");
        if (thread.author() == null) {
            card.append("null");
        } else {
            card.append('{')
                    .append(thread.author())
                    .append(",\"karma\":")
                    .append(thread.karma())
                    .append('}');
        }
        card.append(",\"stats\":{").append(thread.stats()).append("},\"hotScore\":");
        return card.append(Math.round(thread.hotScore() * 1e6) / 1e6);
    }
}
