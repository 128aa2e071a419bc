package dev.stoa.forum.structure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.List;

/** The forum tree over HTTP, from memory. */
public final class StructureRoutes {
    private final Structures structures;

    public StructureRoutes(Structures structures) {
        this.structures = structures;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/forum/structures",
                        "The forum tree with its counters, parents before children",
                        "StructureList",
                        this::all),
                Route.get(
                        "/api/forum/structures/{id}",
                        "One structure with its children",
                        "StructureWithChildren",
                        this::find,
                        Param.pathId("id", "The structure.")));
    }

    private Reply all(Call call) {
        return Reply.ok(structures.body(call.viewer()));
    }

    private Reply find(Call call) {
        StructureTree tree = structures.tree();
        Audience audience = tree.audience(call.viewer());
        Structure structure = tree.find(call.arguments().pathId("id"), audience);
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            fields(json, structure);
                            json.writeArrayFieldStart("children");
                            for (Structure child : tree.childrenOf(structure.id())) {
                                if (!audience.isHidden(child.id())) {
                                    json.writeStartObject();
                                    fields(json, child);
                                    json.writeEndObject();
                                }
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    static void fields(JsonGenerator json, Structure structure) throws IOException {
        Json.id(json, "id", structure.id());
        Json.text(
                json,
                "parentId",
                structure.parentId() == null ? null : structure.parentId().toString());
        json.writeStringField("kind", structure.kind());
        json.writeStringField("slug", structure.slug());
        json.writeStringField("name", structure.name());
        json.writeStringField("path", structure.path());
        json.writeNumberField("position", structure.position());
        json.writeNumberField("threadCount", structure.threadCount());
        json.writeNumberField("postCount", structure.postCount());
        Json.instant(json, "lastPostAt", structure.lastPostAt());
        json.writeStringField("readRole", structure.readRole());
        json.writeStringField("writeRole", structure.writeRole());
        json.writeNumberField("version", structure.version());
    }
}
