package dev.stoa.forum.structure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Structures as those see them who change them, and what a change changed, as JSON. */
final class StructureJson {
    private StructureJson() {}

    static Body of(Structure structure) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    StructureRoutes.fields(json, structure);
                    json.writeEndObject();
                });
    }

    /** Each field that differs, before and after; null for what is not there. */
    static String details(@Nullable Structure before, @Nullable Structure after) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            differ(json, "name", name(before), name(after));
                            differ(json, "path", path(before), path(after));
                            differ(json, "kind", kind(before), kind(after));
                            differ(json, "readRole", readRole(before), readRole(after));
                            differ(json, "writeRole", writeRole(before), writeRole(after));
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }

    private static void differ(
            JsonGenerator json, String name, @Nullable String before, @Nullable String after)
            throws IOException {
        if (!Objects.equals(before, after)) {
            json.writeArrayFieldStart(name);
            json.writeString(before);
            json.writeString(after);
            json.writeEndArray();
        }
    }

    private static @Nullable String name(@Nullable Structure structure) {
        return structure == null ? null : structure.name();
    }

    private static @Nullable String path(@Nullable Structure structure) {
        return structure == null ? null : structure.path();
    }

    private static @Nullable String kind(@Nullable Structure structure) {
        return structure == null ? null : structure.kind();
    }

    private static @Nullable String readRole(@Nullable Structure structure) {
        return structure == null ? null : structure.readRole();
    }

    private static @Nullable String writeRole(@Nullable Structure structure) {
        return structure == null ? null : structure.writeRole();
    }
}
