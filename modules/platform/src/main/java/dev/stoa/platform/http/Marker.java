package dev.stoa.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes, while a body is written, where its objects are. Made for one body that {@link Json}
 * writes.
 */
public final class Marker {
    private final List<Mark> noted = new ArrayList<>();

    /** With nothing noted yet. */
    public Marker() {}

    /** Writes an item of a list, an object made of finished parts, that can be taken out again. */
    public void item(JsonGenerator json, char kind, long id, JsonPart... parts) throws IOException {
        object(json, kind, id, true, parts);
    }

    /** Writes an object made of finished parts that stays in its place. */
    public void fixed(JsonGenerator json, char kind, long id, JsonPart... parts)
            throws IOException {
        object(json, kind, id, false, parts);
    }

    private void object(
            JsonGenerator json, char kind, long id, boolean removable, JsonPart... parts)
            throws IOException {
        Json.value(json);
        int start = place(json);
        Json.inside(json, parts);
        noted.add(new Mark(kind, id, start, removable ? place(json) : start));
    }

    /** Opens an object that stays in its place. */
    public void open(JsonGenerator json, char kind, long id) throws IOException {
        json.writeStartObject();
        int start = place(json) - 1;
        noted.add(new Mark(kind, id, start, start));
    }

    /**
     * Writes an item of a list that is taken out whole where an object marked in it is unwanted.
     */
    public void whole(JsonGenerator json, Json.Writer fields) throws IOException {
        json.writeStartObject();
        int from = place(json) - 1;
        int first = noted.size();
        fields.write(json);
        json.writeEndObject();
        reach(first, from, place(json));
    }

    /**
     * Writes a field, not the first of its object, that is taken out where an object marked in it
     * is unwanted.
     */
    public void field(JsonGenerator json, String name, Json.Writer value) throws IOException {
        int comma = place(json);
        int first = noted.size();
        json.writeFieldName(name);
        value.write(json);
        reach(first, comma + 1, place(json));
    }

    /** What already goes with less stays so. */
    private void reach(int first, int from, int end) {
        for (int i = first; i < noted.size(); i++) {
            Mark mark = noted.get(i);
            if (!mark.isRemovable()) {
                noted.set(i, new Mark(mark.kind(), mark.id(), from, mark.start(), end));
            }
        }
    }

    private static int place(JsonGenerator json) throws IOException {
        json.flush();
        return ((ByteArrayOutputStream) json.getOutputTarget()).size();
    }

    /** What was noted. */
    public Marks marks() {
        return new Marks(noted);
    }
}
