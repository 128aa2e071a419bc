package dev.stoa.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A finished piece of JSON in UTF-8: as the database made it, it goes into the answer, neither
 * decoded nor escaped again. Immutable by agreement.
 */
public final class JsonPart {
    private final byte[] utf8;

    /** A part of these bytes, which nobody writes to any more. */
    public JsonPart(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static JsonPart of(String text) {
        return new JsonPart(text.getBytes(StandardCharsets.UTF_8));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
