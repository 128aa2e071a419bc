package dev.stoa.forum.collection;

import dev.stoa.forum.collection.CollectionWrites.Edit;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;

/** Collections over HTTP. */
final class CollectionRoutes {
    static final String LIST = "/api/forum/collections";
    static final String ONE = LIST + "/{id}";
    static final Param ID = Param.pathId("id", "The collection.");
    static final Access WRITE = Access.member(Scope.FORUM_WRITE);
    static final Traits OWN = Traits.MEMBER_READ.with(Access.member(Scope.FORUM_READ));

    private static final Form TITLE = new Form.Text(200);
    private static final Field DESCRIPTION =
            Field.optional("description", new Form.Lines(5_000), "What it is about.");
    private static final Field PUBLISHED =
            Field.optional(
                    "published",
                    new Form.Flag(),
                    "Whether it is shown; else it is a draft, which its owner and moderators see.");

    private final Platform platform;
    private final CollectionLists lists;
    private final Collections collections;
    private final Packages packages;
    private final Progress progress;

    CollectionRoutes(
            Platform platform, CollectionStore store, Collections collections, Progress progress) {
        this.platform = platform;
        this.lists = new CollectionLists(platform, store);
        this.packages = new Packages(platform, store);
        this.collections = collections;
        this.progress = progress;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        LIST,
                        "Collections, the newest first",
                        "CollectionPage",
                        this::list,
                        Param.id("authorId", "Whose."),
                        Param.text("q", 100, "Part of the title."),
                        Paging.LIMIT,
                        Paging.AFTER),
                Route.get(
                                "/api/forum/me/collections",
                                "The viewer's own collections, drafts too, the newest first",
                                "CollectionPage",
                                this::own,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(OWN),
                Route.get(
                        ONE,
                        "One collection, with what the viewer has done of it",
                        "CollectionSeen",
                        this::find,
                        ID),
                Route.get(
                                ONE + "/package",
                                "A collection with all its items: one document of one version",
                                "CollectionPackage",
                                this::pack,
                                ID)
                        .with(Traits.PUBLIC_READ.with(Route.Admission.STREAM)),
                Route.post(LIST, "Open a collection", "Collection", this::open)
                        .with(Traits.MEMBER_WRITE.with(Route.Repeatable.WITH_KEY).with(WRITE))
                        .fields(
                                Field.required("title", TITLE, "Its name."),
                                DESCRIPTION,
                                PUBLISHED),
                Route.patch(ONE, "Change a collection", "Collection", this::change, ID)
                        .with(WRITE)
                        .fields(
                                Field.optional("title", TITLE, "Its name."),
                                DESCRIPTION,
                                PUBLISHED),
                Route.delete(ONE, "Remove a collection", this::remove, ID).with(WRITE));
    }

    private Reply list(Call call) {
        return Reply.of(
                lists.page(
                        call.arguments().idOrNull("authorId"),
                        call.arguments().textOrNull("q"),
                        Paging.of(call.arguments())));
    }

    private Reply own(Call call) {
        return Reply.ok(
                lists.own(call.viewer().signedIn().id().value(), Paging.of(call.arguments())));
    }

    private Reply find(Call call) {
        long id = call.arguments().pathId("id");
        Reply shared = collections.find(call.viewer(), id);
        return switch (call.viewer()) {
            case Viewer.Anon _ -> shared;
            case Viewer.Member member -> ViewerPart.joined(shared, progress.ofOne(member, id));
        };
    }

    private Reply pack(Call call) {
        return packages.of(call, call.arguments().pathId("id"));
    }

    private Reply open(Call call) {
        long owner = call.viewer().signedIn().id().value();
        String title = call.fields().text("title");
        Edit edit = edit(call.fields());
        return platform.idempotency()
                .once(
                        call,
                        in -> {
                            CollectionRow opened = collections.open(in, owner, title, edit);
                            return Reply.of(201, Collections.body(opened))
                                    .header("Location", LIST + "/" + opened.id());
                        });
    }

    private Reply change(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        Edit edit = edit(call.fields());
        return Reply.ok(
                Collections.body(
                        platform.database().transaction(in -> collections.change(in, ref, edit))));
    }

    private static Edit edit(Fields fields) {
        return new Edit(
                fields.textOrNull("title"),
                fields.textOrNull("description"),
                fields.has("published") ? fields.flag("published") : null);
    }

    private Reply remove(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        platform.database()
                .transaction(
                        in -> {
                            collections.remove(in, ref);
                            return ref;
                        });
        return Reply.empty(204);
    }
}
