package dev.stoa.forum.structure;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.JsonPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole forum tree at one moment; immutable. */
public final class StructureTree {
    private static final JsonPart UNKNOWN = JsonPart.of("null");

    private final List<Structure> all;
    private final Map<Long, Structure> byId = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, JsonPart> cards = new HashMap<>();
    private final Audiences audiences;

    StructureTree(List<Structure> all) {
        this.all = List.copyOf(all);
        this.audiences = new Audiences(this.all);
        for (Structure structure : all) {
            byId.put(structure.id(), structure);
            cards.put(structure.id(), card(structure));
            if (structure.parentId() != null) {
                children.computeIfAbsent(structure.parentId(), _ -> new ArrayList<>())
                        .add(structure.id());
            }
        }
    }

    private static JsonPart card(Structure structure) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        return JsonPart.of(
                "{\"id\":\""
                        + structure.id()
                        + "\",\"slug\":\""
                        + String.valueOf(encoder.quoteAsString(structure.slug()))
                        + "\",\"name\":\""
                        + String.valueOf(encoder.quoteAsString(structure.name()))
                        + "\",\"path\":\""
                        + String.valueOf(encoder.quoteAsString(structure.path()))
                        + "\"}");
    }

    List<Structure> all() {
        return all;
    }

    List<Structure> childrenOf(long id) {
        return children.getOrDefault(id, List.of()).stream().map(this::known).toList();
    }

    Structure find(long id) {
        Structure structure = byId.get(id);
        if (structure == null) {
            throw missing(id);
        }
        return structure;
    }

    /**
     * The structure, where it is there for an audience.
     *
     * @throws Failure.NotFound where not
     */
    Structure find(long id, Audience audience) {
        if (audience.isHidden(id)) {
            throw missing(id);
        }
        return find(id);
    }

    private static Failure missing(long id) {
        return new Failure.NotFound("There is no structure " + id + ".");
    }

    private Structure known(long id) {
        return find(id);
    }

    /** All audiences there are, each once. */
    List<Audience> audiences() {
        return audiences.all();
    }

    /** With whom {@code viewer} shares lists. */
    public Audience audience(Viewer viewer) {
        return audiences.of(viewer);
    }

    /**
     * Whether the role of {@code member} is enough to write in a structure; not if there is none.
     */
    public boolean mayWrite(Viewer.Member member, long id) {
        Structure structure = byId.get(id);
        return structure != null && StructureRole.allows(structure.writeRole(), member.role());
    }

    /** Whether there is such a structure, as far as this node has seen. */
    public boolean isKnown(long id) {
        return byId.containsKey(id);
    }

    /** Whether threads are opened in a structure: a forum, or one without forums below it. */
    public boolean takesThreads(long id) {
        Structure structure = byId.get(id);
        return structure != null
                && (structure.kind().equals("forum")
                        || subtree(id).stream()
                                .noneMatch(below -> find(below).kind().equals("forum")));
    }

    /** Ids of the structures that {@code member} may know of and write in by their role. */
    public long[] writable(Viewer.Member member) {
        Audience audience = audience(member);
        return all.stream()
                .mapToLong(Structure::id)
                .filter(id -> !audience.isHidden(id) && mayWrite(member, id))
                .toArray();
    }

    /** Ids of a structure and all above it; of the structure alone where it is not known yet. */
    public List<Long> path(long id) {
        List<Long> path = new ArrayList<>(List.of(id));
        Structure at = byId.get(id);
        while (at != null && at.parentId() != null) {
            path.add(at.parentId());
            at = byId.get(at.parentId());
        }
        return path;
    }

    /**
     * Ids of a structure and all below it.
     *
     * @throws Failure.NotFound when there is no such structure
     */
    public List<Long> subtree(long id) {
        List<Long> found = new ArrayList<>();
        collect(find(id).id(), found);
        return found;
    }

    private void collect(long id, List<Long> found) {
        found.add(id);
        for (long child : children.getOrDefault(id, List.of())) {
            collect(child, found);
        }
    }

    /** Whether there is such a structure for an audience. */
    public boolean isShown(long id, Audience audience) {
        return byId.containsKey(id) && !audience.isHidden(id);
    }

    /**
     * Ids of a structure and all below it, or of all structures for null, that are there for an
     * audience.
     *
     * @throws Failure.NotFound when there is no such structure for them
     */
    public List<Long> shown(@Nullable Long id, Audience audience) {
        if (id != null && audience.isHidden(id)) {
            throw missing(id);
        }
        List<Long> within = id == null ? all.stream().map(Structure::id).toList() : subtree(id);
        return audience.hidden().isEmpty()
                ? within
                : within.stream().filter(each -> !audience.isHidden(each)).toList();
    }

    /** Threads shown in a subtree, or everywhere for null; from the counters, without SQL. */
    public long threadCount(@Nullable Long id) {
        return threadCount(id, Audience.EVERYONE);
    }

    /** Threads in a subtree, or everywhere for null, that are there; from the counters. */
    public long threadCount(@Nullable Long id, Audience audience) {
        return shown(id, audience).stream().mapToLong(each -> find(each).threadCount()).sum();
    }

    /**
     * The JSON that stands for a structure in a thread's card; null's for one that is not known
     * yet.
     */
    public JsonPart cardOf(long id) {
        return cards.getOrDefault(id, UNKNOWN);
    }
}
