package dev.stoa.sessions.moderation;

import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Repeatable;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.platform.limit.LimitPolicies;
import dev.stoa.sessions.moderation.ReportStore.Decision;
import dev.stoa.sessions.moderation.ReportStore.Draft;
import java.util.List;

/** Reports over HTTP. */
final class ReportRoutes {
    private static final String LIST = "/api/sessions/reports";
    private static final String ONE = LIST + "/{id}";
    private static final Param ID = Param.pathId("id", "The report.");
    private static final Traits READ = Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ));
    private static final Access DECIDE = Access.moderator(Scope.SESSIONS_WRITE);
    private static final Form TARGET = new Form.Choice(Report.TARGETS);
    private static final Form REASON = new Form.Choice(Report.REASONS);

    private final Reports reports;
    private final ReportStats stats;
    private final Idempotency idempotency;

    ReportRoutes(Reports reports, ReportStats stats, Idempotency idempotency) {
        this.reports = reports;
        this.stats = stats;
        this.idempotency = idempotency;
    }

    List<Route> routes() {
        return List.of(
                list(),
                Route.get(
                                LIST + "/stats",
                                "How many reports there are and how soon they are decided, for moderators",
                                "ReportStats",
                                call -> Reply.of(stats.all()))
                        .with(READ.with(Access.moderator(Scope.SESSIONS_READ))),
                Route.get(
                                ONE,
                                "One report: one's own, or for moderators any",
                                "Report",
                                this::find,
                                ID)
                        .with(READ),
                Route.post(
                                LIST,
                                "Report a session, a member, a thread or a post",
                                "Report",
                                this::file)
                        .with(
                                Traits.MEMBER_WRITE
                                        .with(Repeatable.WITH_KEY)
                                        .with(Access.member(Scope.SESSIONS_WRITE)))
                        .fields(
                                Field.required("targetType", TARGET, "What it is about."),
                                Field.required("targetId", new Form.Id(), "Which of these."),
                                Field.required("reason", REASON, "What is wrong with it."),
                                Field.optional("details", new Form.Lines(4000), "In words.")),
                Route.put(ONE + "/resolution", "Decide on a report", "Report", this::resolve, ID)
                        .with(DECIDE)
                        .fields(
                                Field.required(
                                        "status",
                                        new Form.Choice(List.of("resolved", "dismissed")),
                                        "Whether there was something to it."),
                                Field.required(
                                        "resolution", new Form.Text(2000), "What was decided.")),
                Route.put(
                                ONE + "/assignee",
                                "Give a report to a moderator",
                                "Report",
                                this::assign,
                                ID)
                        .with(DECIDE)
                        .fields(
                                Field.clearable(
                                        "assignee",
                                        new Form.Id(),
                                        "Who sees to it; null for nobody.")));
    }

    private Route list() {
        return Route.get(
                        LIST,
                        "Reports, the newest first: one's own, or for moderators all",
                        "ReportPage",
                        this::list,
                        Param.choice(
                                "status",
                                "Whether it is decided.",
                                Report.STATUSES.toArray(String[]::new)),
                        Param.of("targetType", TARGET, "What it is about."),
                        Param.id("targetId", "Which of these; with targetType."),
                        Param.of("reason", REASON, "What is wrong."),
                        Param.id(
                                "reporter",
                                "Who made it; others than the viewer for moderators only."),
                        Param.id("assignee", "Who sees to it; for moderators only."),
                        Param.time("from", "Made from then on."),
                        Param.time("to", "Made before then."),
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE)
                .with(READ);
    }

    private Reply list(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        return Reply.ok(
                reports.page(viewer, ReportQuery.of(call.arguments()), Paging.of(call.arguments()))
                        .body((json, report) -> Reports.write(json, viewer, report)));
    }

    private Reply find(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        return Reply.ok(Reports.body(viewer, reports.find(viewer, call.arguments().pathId("id"))));
    }

    private Reply file(Call call) {
        Fields fields = call.fields();
        Draft draft =
                new Draft(
                        fields.text("targetType"),
                        fields.id("targetId"),
                        fields.text("reason"),
                        fields.textOrNull("details"));
        return idempotency.once(
                call,
                in -> {
                    Report filed = reports.file(in, call.viewer().signedIn(), draft);
                    // Last: what was refused is none of the reports of a day.
                    call.draw(LimitPolicies.REPORT, "");
                    return Reply.of(201, Reports.body(call.viewer(), filed))
                            .header("Location", LIST + "/" + filed.id());
                });
    }

    private Reply resolve(Call call) {
        Decision decision =
                new Decision(
                        call.fields().text("status"),
                        call.fields().text("resolution"),
                        call.requiredVersion());
        return Reply.ok(
                Reports.body(
                        call.viewer(),
                        reports.resolve(
                                call.viewer().signedIn(),
                                call.arguments().pathId("id"),
                                decision)));
    }

    private Reply assign(Call call) {
        int version = call.requiredVersion();
        if (!call.fields().has("assignee")) {
            throw Reports.wrong("/assignee", "required", "It must be there; null for nobody.");
        }
        return Reply.ok(
                Reports.body(
                        call.viewer(),
                        reports.assign(
                                call.viewer().signedIn(),
                                call.arguments().pathId("id"),
                                call.fields().idOrNull("assignee"),
                                version)));
    }
}
