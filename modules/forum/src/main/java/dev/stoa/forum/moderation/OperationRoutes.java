package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.moderation.Operation.Cut;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** Merges and splits over HTTP: asked for, and looked at until they are done. */
final class OperationRoutes {
    private static final String OPERATIONS = "/api/forum/operations/";
    private static final int MOST_POSTS = 500;
    private static final Param THREAD = Param.pathId("id", "The thread.");
    private static final Field REASON =
            Field.optional("reason", new Form.Text(500), "For the log, and told to the author.");

    private final Forum forum;
    private final OperationStore store;
    private final Operations operations;

    OperationRoutes(Forum forum, OperationStore store, Operations operations) {
        this.forum = forum;
        this.store = store;
        this.operations = operations;
    }

    List<Route> routes() {
        return List.of(
                asking(
                                "merge",
                                "Moves a thread's posts behind those of another; takes If-Match",
                                this::merge)
                        .fields(
                                Field.required("into", new Form.Id(), "The thread that gets them."),
                                REASON),
                asking(
                                "split",
                                "Moves posts into a thread of their own, each with all below it; takes If-Match",
                                this::split)
                        .fields(
                                Field.optional(
                                        "postIds",
                                        new Form.Many(new Form.Id(), MOST_POSTS),
                                        "These posts."),
                                Field.optional(
                                        "fromNumber",
                                        new Form.Whole(2, Integer.MAX_VALUE),
                                        "Or all posts from this number on."),
                                Field.required(
                                        "title",
                                        new Form.Text(200),
                                        "Of the new thread, 3 to 200."),
                                Field.optional(
                                        "structureId",
                                        new Form.Id(),
                                        "Where it is to be; where the old one is if missing."),
                                REASON),
                Route.get(
                                OPERATIONS + "{id}",
                                "How far a merge or a split is",
                                "ThreadOperation",
                                this::find,
                                Param.pathId("id", "The operation."))
                        .with(Route.Traits.MEMBER_READ.with(Access.moderator(Scope.FORUM_READ))));
    }

    private static Route asking(String what, String summary, Route.Handler handler) {
        Route route =
                Route.post(
                        "/api/forum/threads/{id}/" + what,
                        summary,
                        "ThreadOperation",
                        handler,
                        THREAD);
        return route.with(Access.moderator(Scope.FORUM_WRITE)).answering(202);
    }

    private Reply merge(Call call) {
        Order order = Order.of(call);
        long into = call.fields().id("into");
        if (into == order.id()) {
            throw ModerationProblems.wrong("into", "self", "A thread is not merged into itself.");
        }
        return asked(
                call,
                order,
                (in, source) -> {
                    HeldThread target =
                            HeldThreads.look(in, into)
                                    .filter(thread -> isVisible(order, thread))
                                    .orElseThrow(
                                            () ->
                                                    ModerationProblems.wrong(
                                                            "into",
                                                            "unknown",
                                                            "There is no such thread."));
                    Merge.shown(target, into);
                    requireWrite(in, order, target.structure());
                    return new Wish(source.id(), into, null, order.by(), order.reason());
                });
    }

    private boolean isVisible(Order order, HeldThread thread) {
        return !forum.structures().tree().audience(order.moderator()).isHidden(thread.structure());
    }

    private Reply split(Call call) {
        Order order = Order.of(call);
        Fields fields = call.fields();
        List<Long> posts = fields.all("postIds").stream().map(Long::valueOf).toList();
        Integer from =
                fields.textOrNull("fromNumber") == null
                        ? null
                        : (Integer) Math.toIntExact(fields.number("fromNumber"));
        if (posts.isEmpty() == (from == null)) {
            throw ModerationProblems.wrong(
                    "postIds", "conflict", "Give either postIds or fromNumber.");
        }
        String title = fields.text("title").strip();
        if (title.length() < 3) {
            throw ModerationProblems.wrong("title", "too-short", "It must have 3 characters.");
        }
        Long structure = fields.idOrNull("structureId");
        if (structure != null) {
            requirePlace(order, structure);
        }
        return asked(
                call,
                order,
                (in, source) -> {
                    long place = structure == null ? source.structure() : structure;
                    requireWrite(in, order, place);
                    Cut cut = new Cut(posts, from, title, place);
                    return new Wish(source.id(), null, cut, order.by(), order.reason());
                });
    }

    /** Moving posts is writing, where they are taken and where they are put. */
    private void requireWrite(Transaction in, Order order, long structure) {
        forum.rights().write(in, order.moderator(), structure);
    }

    private void requirePlace(Order order, long structure) {
        StructureTree tree = forum.structures().tree();
        if (tree.audience(order.moderator()).isHidden(structure) || !tree.takesThreads(structure)) {
            throw ModerationProblems.wrong(
                    "structureId", "unknown", "There is no such structure that takes threads.");
        }
    }

    /** What is wished of a thread that is held. */
    @FunctionalInterface
    private interface Wishing {
        Wish of(Transaction in, HeldThread source);
    }

    private Reply asked(Call call, Order order, Wishing wishing) {
        return forum.platform().idempotency().once(call, in -> queued(in, order, wishing));
    }

    private Reply queued(Transaction in, Order order, Wishing wishing) {
        HeldThread source =
                HeldThreads.lock(in, order.id())
                        .filter(thread -> isVisible(order, thread))
                        .orElseThrow(() -> ModerationProblems.noThread(order.id()));
        if (source.version() != order.version()) {
            throw Call.versionMismatch(source.version());
        }
        Merge.shown(source, source.id());
        requireWrite(in, order, source.structure());
        Operation operation = OperationStore.add(in, wishing.of(in, source));
        in.afterCommit(() -> operations.begin(operation.id()));
        return Reply.of(202, Json.body(operation::write))
                .header("Location", OPERATIONS + operation.id());
    }

    private Reply find(Call call) {
        long id = call.arguments().pathId("id");
        Operation operation =
                store.find(id, forum.structures().tree().audience(call.viewer()))
                        .orElseThrow(
                                () -> new Failure.NotFound("There is no operation " + id + "."));
        return Reply.ok(Json.body(operation::write));
    }
}
