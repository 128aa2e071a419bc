package dev.stoa.forum.structure;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.structure.StructureEdits.Asked;
import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.time.Duration;
import java.util.List;

/** The forum tree as moderators change it, over HTTP and on all nodes. */
public final class StructureEditing implements Feature {
    private static final String STRUCTURES = "/api/forum/structures";
    private static final Access MODERATOR = Access.moderator(Scope.FORUM_WRITE);
    private static final Param ID = Param.pathId("id", "The structure.");
    private static final Form KIND = new Form.Choice(List.of("zone", "category", "forum"));
    private static final Form READERS = new Form.Choice(StructureRole.WORDS);
    private static final Form WRITERS =
            new Form.Choice(StructureRole.WORDS.subList(1, StructureRole.WORDS.size()));
    private static final Form NAME = new Form.Text(100);
    private static final Form SLUG = new Form.Text(60);
    private static final Form POSITION = new Form.Whole(0, 100_000);

    private final Forum forum;
    private final StructureEdits edits;

    public StructureEditing(Forum forum) {
        this.forum = forum;
        this.edits = new StructureEdits(forum);
    }

    @Override
    public String name() {
        return "structures";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(STRUCTURES, "Makes a structure", "Structure", this::add)
                        .with(MODERATOR)
                        .fields(
                                Field.required("name", NAME, "As it is shown."),
                                Field.optional("slug", SLUG, "From the name where it is missing."),
                                Field.optional("kind", KIND, "A forum where it is missing."),
                                Field.optional("parentId", new Form.Id(), "The structure above."),
                                Field.optional("position", POSITION, "Among its siblings; last."),
                                Field.optional("readRole", READERS, "Who may know of it: anon."),
                                Field.optional("writeRole", WRITERS, "Who may write: member.")),
                Route.patch(
                                STRUCTURES + "/{id}",
                                "Changes or moves a structure with all below it; takes If-Match",
                                "Structure",
                                this::edit,
                                ID)
                        .with(MODERATOR)
                        .fields(
                                Field.optional("name", NAME, "As it is shown."),
                                Field.optional("slug", SLUG, "The end of its path."),
                                Field.optional("kind", KIND, "What it is."),
                                Field.clearable(
                                        "parentId",
                                        new Form.Id(),
                                        "The structure above; null for the root."),
                                Field.optional("position", POSITION, "Among its siblings."),
                                Field.optional("readRole", READERS, "Who may know of it."),
                                Field.optional("writeRole", WRITERS, "Who may write in it.")),
                Route.delete(
                                STRUCTURES + "/{id}",
                                "Deletes a structure that is empty; takes If-Match",
                                this::delete,
                                ID)
                        .with(MODERATOR));
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(StructureEdits.TAKEN, StructureEdits.NOT_EMPTY);
    }

    /** The tree first: what is made again must be made of it. */
    @Override
    public void start() {
        forum.platform()
                .events()
                .subscribe(
                        Event.StructureChanged.class,
                        event ->
                                Work.within("forum.structures", Duration.ofSeconds(5))
                                        .run(() -> look(event.structure())));
    }

    private void look(long id) {
        forum.structures().refresh();
        StructureTree tree = forum.structures().tree();
        List<Long> all =
                tree.all().stream().anyMatch(each -> each.id() == id)
                        ? tree.subtree(id)
                        : List.of(id);
        all.forEach(each -> forum.changes().forget(new Change.StructureChanged(each)));
    }

    private Reply add(Call call) {
        Viewer.Member by = call.viewer().signedIn();
        StructureDraft draft = StructureDraft.of(call.fields());
        return forum.platform()
                .idempotency()
                .once(
                        call,
                        in -> {
                            Structure made = edits.add(in, by, draft);
                            return Reply.of(201, StructureJson.of(made))
                                    .header("Location", STRUCTURES + '/' + made.id());
                        });
    }

    private Reply edit(Call call) {
        Viewer.Member by = call.viewer().signedIn();
        Asked asked = asked(call);
        return Reply.ok(
                StructureJson.of(
                        forum.platform().database().transaction(in -> edits.edit(in, by, asked))));
    }

    private Reply delete(Call call) {
        Viewer.Member by = call.viewer().signedIn();
        Asked asked = asked(call);
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            edits.delete(in, by, asked);
                            return asked;
                        });
        return Reply.empty(204);
    }

    private static Asked asked(Call call) {
        return new Asked(call.arguments().pathId("id"), call.requiredVersion(), call.fields());
    }
}
