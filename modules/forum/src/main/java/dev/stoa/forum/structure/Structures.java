package dev.stoa.forum.structure;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Database;
import java.util.List;

/**
 * The forum tree, held in memory and looked at anew every few seconds, so that no request pays for
 * it.
 */
public final class Structures {
    private final StructureStore store;
    private volatile View view = new View(new StructureTree(List.of()), body(List.of()));

    /** The tree and its finished list, from one look. */
    private record View(StructureTree tree, Body body) {}

    public Structures(Database database) {
        this.store = new StructureStore(database);
    }

    /** The tree as last seen. */
    public StructureTree tree() {
        return view.tree();
    }

    /** Looks at the tree again; one statement. */
    public void refresh() {
        List<Structure> all = store.all();
        view = new View(new StructureTree(all), body(all));
    }

    /** All structures as one finished body. */
    Body body() {
        return view.body();
    }

    private static Body body(List<Structure> all) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (Structure structure : all) {
                        json.writeStartObject();
                        StructureRoutes.fields(json, structure);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
