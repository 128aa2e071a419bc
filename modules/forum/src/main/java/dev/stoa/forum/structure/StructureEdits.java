package dev.stoa.forum.structure;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.platform.Event;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes of the forum tree; one at a time, so that each sees what it may break. */
final class StructureEdits {
    static final ProblemType TAKEN =
            new ProblemType(
                    "slug-taken",
                    409,
                    "Another of that slug is there",
                    "Siblings have slugs of their own, and so have tags: take another.");
    static final ProblemType NOT_EMPTY =
            new ProblemType(
                    "structure-not-empty",
                    409,
                    "The structure is not empty",
                    "It has structures or threads in it, removed ones and drafts too, or a member was banned from it.");

    private static final List<String> KINDS = List.of("zone", "category", "forum");
    private static final int DEEPEST = 8;

    private final Forum forum;

    StructureEdits(Forum forum) {
        this.forum = forum;
    }

    /** Makes a structure. */
    Structure add(Transaction in, Viewer.Member by, StructureDraft draft) {
        StructureTree tree = new StructureTree(StructureEditStore.locked(in));
        String path = path(tree, by, null, draft);
        Structure made = unique(() -> StructureEditStore.add(in, draft, path));
        log(in, by, "structure-created", made.id(), StructureJson.details(null, made));
        tell(in, made.id(), List.of(made.id()));
        return made;
    }

    /**
     * Changes a structure, and the paths of all below it.
     *
     * @throws Failure.Conflict {@code version-mismatch}, {@code slug-taken}
     */
    Structure edit(Transaction in, Viewer.Member by, Asked asked) {
        StructureTree tree = new StructureTree(StructureEditStore.locked(in));
        Structure known = known(tree, by, asked);
        StructureDraft draft = StructureDraft.of(asked.fields(), known);
        if (draft.isOf(known)) {
            return known;
        }
        String path = path(tree, by, known, draft);
        Structure edited = unique(() -> StructureEditStore.edit(in, known, draft, path));
        log(in, by, "structure-changed", known.id(), StructureJson.details(known, edited));
        tell(in, known.id(), tree.subtree(known.id()));
        return edited;
    }

    /**
     * Which structure is to be changed, from which version, and how.
     *
     * @param fields of the body
     */
    record Asked(long id, int version, Fields fields) {}

    /**
     * Deletes a structure that has nothing in it.
     *
     * @throws Failure.Conflict {@code version-mismatch}, {@code structure-not-empty}
     */
    void delete(Transaction in, Viewer.Member by, Asked asked) {
        StructureTree tree = new StructureTree(StructureEditStore.locked(in));
        Structure known = known(tree, by, asked);
        if (StructureEditStore.isUsed(in, known.id())) {
            throw new Failure.Conflict(NOT_EMPTY, "Something is in it.");
        }
        StructureEditStore.delete(in, known.id());
        log(in, by, "structure-deleted", known.id(), StructureJson.details(known, null));
        tell(in, known.id(), List.of(known.id()));
    }

    private static Structure known(StructureTree tree, Viewer.Member by, Asked asked) {
        if (tree.audience(by).isHidden(asked.id())) {
            throw new Failure.NotFound("There is no structure " + asked.id() + ".");
        }
        Structure known = tree.find(asked.id());
        if (known.version() != asked.version()) {
            throw Call.versionMismatch(known.version());
        }
        return known;
    }

    /**
     * The path that {@code draft} has in {@code tree}.
     *
     * @param known as it is; null for a new one
     * @throws Failure.Invalid for a place it can't have
     * @throws Failure.Forbidden for a role beyond the moderator's own
     */
    private static String path(
            StructureTree tree, Viewer.Member by, @Nullable Structure known, StructureDraft draft) {
        requireWithin(by, draft.readRole());
        requireWithin(by, draft.writeRole());
        Long id = draft.parent();
        if (id == null) {
            return draft.slug();
        }
        if (tree.path(id).size() > DEEPEST - 1) {
            throw StructureDraft.wrong("parentId", "too-deep", "Up to " + DEEPEST + " levels.");
        }
        if (tree.audience(by).isHidden(id) || tree.all().stream().noneMatch(s -> s.id() == id)) {
            throw StructureDraft.wrong("parentId", "unknown", "There is no such structure.");
        }
        if (known != null && tree.path(id).contains(known.id())) {
            throw StructureDraft.wrong("parentId", "cycle", "It is the structure, or below it.");
        }
        Structure parent = tree.find(id);
        if (KINDS.indexOf(parent.kind()) > KINDS.indexOf(draft.kind())) {
            throw StructureDraft.wrong(
                    "kind", "misplaced", "A " + draft.kind() + " is not below a " + parent.kind());
        }
        return parent.path() + '/' + draft.slug();
    }

    private static void requireWithin(Viewer.Member by, String role) {
        if (!role.equals(StructureRole.ANON) && !by.is(Role.of(role))) {
            throw new Failure.Forbidden("Nobody asks for a role beyond their own.");
        }
    }

    private static Structure unique(Supplier<Structure> write) {
        try {
            return write.get();
        } catch (ConstraintViolation e) {
            if (e.constraint().equals("forum_structure_path_key")) {
                throw new Failure.Conflict(TAKEN, "A sibling has that slug.");
            }
            throw e;
        }
    }

    private static void log(
            Transaction in, Viewer.Member by, String action, long id, String details) {
        Modlog.append(in, new Act(by.id().value(), action, Act.Target.structure(id), "", details));
    }

    /** All nodes look at the tree again, then forget what shows it; this one at once. */
    private void tell(Transaction in, long id, List<Long> all) {
        forum.platform().events().publish(in, new Event.StructureChanged(id));
        all.forEach(each -> forum.changes().publish(in, new Change.StructureChanged(each)));
    }
}
