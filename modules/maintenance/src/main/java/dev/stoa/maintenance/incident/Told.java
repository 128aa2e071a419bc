package dev.stoa.maintenance.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.time.Duration;

/** How the reading of one part ended. */
sealed interface Told {
    /** It is there. */
    record Whole(Json.Writer data, Duration took) implements Told {}

    /** It can't be told, for a reason that may be shown. */
    record Failed(String why, Duration took) implements Told {}

    /** Writes it, an object. */
    static void write(JsonGenerator json, Told told) throws IOException {
        json.writeStartObject();
        switch (told) {
            case Whole(Json.Writer data, Duration took) -> {
                json.writeStringField("status", "ok");
                json.writeNumberField("tookMs", took.toMillis());
                json.writeFieldName("data");
                data.write(json);
            }
            case Failed(String why, Duration took) -> {
                json.writeStringField("status", "failed");
                json.writeNumberField("tookMs", took.toMillis());
                json.writeStringField("error", why);
            }
        }
        json.writeEndObject();
    }
}
