package dev.stoa.forum.structure;

import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The forum tree, held in memory and looked at anew every few seconds, so that no request pays for
 * it.
 */
public final class Structures {
    private final StructureStore store;
    private volatile View view = View.of(List.of());

    /** The tree and its finished lists for each audience, from one look. */
    private record View(StructureTree tree, Map<String, Body> bodies) {
        static View of(List<Structure> all) {
            StructureTree tree = new StructureTree(all);
            return new View(
                    tree,
                    tree.audiences().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            Audience::key,
                                            audience -> Structures.body(all, audience))));
        }

        Body body(Audience audience) {
            return Objects.requireNonNull(bodies.get(audience.key()));
        }
    }

    public Structures(Database database) {
        this.store = new StructureStore(database);
    }

    /** The tree as last seen. */
    public StructureTree tree() {
        return view.tree();
    }

    /** Looks at the tree again; one statement. */
    public void refresh() {
        view = View.of(store.all());
    }

    /** All structures that are there for {@code viewer}, as one finished body. */
    Body body(Viewer viewer) {
        View now = view;
        return now.body(now.tree().audience(viewer));
    }

    private static Body body(List<Structure> all, Audience audience) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (Structure structure : all) {
                        if (audience.isHidden(structure.id())) {
                            continue;
                        }
                        json.writeStartObject();
                        StructureRoutes.fields(json, structure);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
