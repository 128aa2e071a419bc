package dev.stoa.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JSON bodies written by hand with a generator: no tree, no reflection. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactories.plain();

    private Json() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** The bytes of what {@code writer} writes. */
    public static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes what {@code writer} writes to {@code out}, which stays open. */
    public static void write(OutputStream out, Writer writer) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            writer.write(json);
        }
    }

    /** A finished body of what {@code writer} writes; the time is noted as serialisation. */
    public static Body body(Writer writer) {
        long started = System.nanoTime();
        Body body = Body.json(bytes(writer));
        Work work = Work.current();
        work.spentSerializing(System.nanoTime() - started);
        work.trace().note("serialise", started);
        return body;
    }

    /** One value, or an item of a list, that is made of finished parts. */
    public static void value(JsonGenerator json, JsonPart... parts) throws IOException {
        // Writes the comma, where one is due, and nothing else.
        json.writeRawValue("");
        inside(json, parts);
    }

    /** Finished parts of the object or list that is open; commas are theirs. */
    public static void inside(JsonGenerator json, JsonPart... parts) throws IOException {
        json.flush();
        OutputStream out = (OutputStream) json.getOutputTarget();
        for (JsonPart part : parts) {
            part.writeTo(out);
        }
    }

    /** An id: text, as JavaScript's numbers lose 2^53. */
    public static void id(JsonGenerator json, String name, long id) throws IOException {
        json.writeStringField(name, Long.toString(id));
    }

    /** A text, or null. */
    public static void text(JsonGenerator json, String name, @Nullable String text)
            throws IOException {
        if (text == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text);
        }
    }

    /** A moment in RFC 3339 UTC, or null. */
    public static void instant(JsonGenerator json, String name, @Nullable Instant at)
            throws IOException {
        text(json, name, at == null ? null : at.toString());
    }
}
