package dev.stoa.forum.tag;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.forum.tag.TagEditStore.Behind;
import dev.stoa.forum.tag.TagStore.TagCard;
import dev.stoa.platform.Event;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tags as moderators make and change them. Threads keep their tags in finished form; a job writes
 * these anew behind a change.
 */
public final class TagEditing implements Feature {
    private static final String TAGS = "/api/forum/tags";
    private static final String CARDS = "forum.tags.cards";
    private static final int BATCH = 500;
    private static final Access MODERATOR = Access.moderator(Scope.FORUM_WRITE);
    private static final Form NAME = new Form.Text(60);
    private static final Form COLOR = new Form.Text(7);
    private static final Form DESCRIPTION = new Form.Lines(2000);
    private static final ProblemType EXISTS =
            new ProblemType(
                    "tag-exists",
                    409,
                    "There is a tag of that name or slug",
                    "Names of tags differ in more than capitals, and each has a slug of its own.");

    private final Forum forum;

    public TagEditing(Forum forum) {
        this.forum = forum;
    }

    @Override
    public String name() {
        return "tags";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(TAGS, "Makes a tag", "Tag", this::add)
                        .with(MODERATOR)
                        .fields(
                                Field.required("name", NAME, "As it is shown."),
                                Field.optional(
                                        "slug",
                                        new Form.Text(60),
                                        "From the name if missing; for good."),
                                Field.optional("color", COLOR, "As #rrggbb."),
                                Field.optional("description", DESCRIPTION, "What it is for.")),
                Route.patch(
                                TAGS + "/{slug}",
                                "Changes a tag; threads show it soon after; takes If-Match",
                                "Tag",
                                this::edit,
                                Param.pathText("slug", 100, "The tag's slug."))
                        .with(MODERATOR)
                        .fields(
                                Field.optional("name", NAME, "As it is shown."),
                                Field.optional("color", COLOR, "As #rrggbb."),
                                Field.optional("description", DESCRIPTION, "What it is for.")));
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(EXISTS);
    }

    @Override
    public List<Job> jobs() {
        return List.of(Job.of(CARDS, Schedule.every(Duration.ofMinutes(1)), this::writeCards));
    }

    @Override
    public void start() {
        forum.platform()
                .events()
                .subscribe(
                        Event.TagChanged.class,
                        _ ->
                                Work.within("forum.tags", Duration.ofSeconds(5))
                                        .run(forum.tags()::refresh));
    }

    private Reply add(Call call) {
        Viewer.Member by = call.viewer().signedIn();
        TagDraft draft = TagDraft.of(call.fields());
        return forum.platform()
                .idempotency()
                .once(
                        call,
                        in -> {
                            TagCard made = unique(() -> TagEditStore.add(in, draft));
                            tell(in, by, "tag-created", made);
                            return Reply.of(201, body(made))
                                    .header("Location", TAGS + '/' + made.slug());
                        });
    }

    private Reply edit(Call call) {
        Viewer.Member by = call.viewer().signedIn();
        int version = call.requiredVersion();
        Fields fields = call.fields();
        String slug = call.arguments().pathText("slug");
        TagCard edited =
                forum.platform()
                        .database()
                        .transaction(
                                in -> {
                                    TagCard known =
                                            TagEditStore.lock(in, slug)
                                                    .orElseThrow(TagEditing::missing);
                                    if (known.version() != version) {
                                        throw Call.versionMismatch(known.version());
                                    }
                                    TagDraft draft = TagDraft.of(fields, known);
                                    return draft.isOf(known) ? known : edited(in, by, known, draft);
                                });
        return Reply.ok(body(edited));
    }

    private static Failure missing() {
        return new Failure.NotFound("There is no such tag.");
    }

    private TagCard edited(Transaction in, Viewer.Member by, TagCard known, TagDraft draft) {
        TagCard edited = unique(() -> TagEditStore.edit(in, known.id(), draft));
        tell(in, by, "tag-changed", edited);
        in.afterCommit(() -> forum.platform().jobs().request(CARDS));
        return edited;
    }

    private void tell(Transaction in, Viewer.Member by, String action, TagCard tag) {
        Modlog.append(
                in, new Act(by.id().value(), action, Act.Target.tag(tag.id()), "", details(tag)));
        forum.platform().events().publish(in, new Event.TagChanged(tag.id()));
        forum.changes().publish(in, new Change.TagChanged(tag.slug()));
    }

    private static String details(TagCard tag) {
        return new String(
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("name", tag.name());
                            json.writeStringField("color", tag.color());
                            json.writeEndObject();
                        }),
                StandardCharsets.UTF_8);
    }

    private static TagCard unique(Supplier<TagCard> write) {
        try {
            return write.get();
        } catch (ConstraintViolation e) {
            throw switch (e.constraint()) {
                case "tags_slug_key", "idx_tags_name_lower" ->
                        new Failure.Conflict(EXISTS, "There is a tag of that name or slug.");
                default -> e;
            };
        }
    }

    private static Body body(TagCard tag) {
        return Json.body(json -> TagBodies.tag(json, tag));
    }

    /** Cards in batches, tag by tag; a run that is cut off is gone on with by the next. */
    private void writeCards(JobRun run) {
        boolean isBehind = true;
        while (isBehind) {
            Optional<Behind> tag =
                    run.transaction(
                            in -> {
                                Optional<Behind> next = TagEditStore.behind(in);
                                next.ifPresent(
                                        behind -> {
                                            run.count(
                                                    "cards", TagEditStore.cards(in, behind, BATCH));
                                            forum.changes()
                                                    .publish(
                                                            in,
                                                            new Change.TagChanged(behind.slug()));
                                        });
                                return next;
                            });
            isBehind = tag.isPresent();
        }
    }
}
