package dev.stoa.maintenance.finding;

import dev.stoa.platform.http.Json;
import java.nio.charset.StandardCharsets;

/** Figures behind a finding, as the text of a JSON object. */
public final class Evidence {
    private Evidence() {}

    /** An object of the fields that {@code writer} writes. */
    public static String of(Json.Writer writer) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            writer.write(json);
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }
}
