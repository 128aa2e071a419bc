package dev.stoa.sessions.moderation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.moderation.ReportStore.Decision;
import dev.stoa.sessions.moderation.ReportStore.Draft;
import dev.stoa.sessions.peer.PeerSessions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of reports: what may be reported, and who sees and decides. */
final class Reports {
    private final ReportStore store;
    private final ReportLists lists;
    private final PeerSessions sessions;

    Reports(ReportStore store, ReportLists lists, PeerSessions sessions) {
        this.store = store;
        this.lists = lists;
        this.sessions = sessions;
    }

    /**
     * Makes a report.
     *
     * @throws Failure.Invalid for a report of oneself
     * @throws Failure.NotFound for a target that the reporter may not know of
     * @throws Failure.Conflict {@code already-reported}
     */
    Report file(Transaction in, Viewer.Member viewer, Draft draft) {
        long reporter = viewer.id().value();
        if (draft.targetType().equals("member") && draft.targetId() == reporter) {
            throw wrong("/targetId", "self", "Nobody reports themselves.");
        }
        boolean isThere =
                draft.targetType().equals("session")
                        ? sessions.report(in, reporter, draft.targetId())
                        : ReportStore.isVisible(in, viewer.role(), draft);
        if (!isThere) {
            throw new Failure.NotFound(
                    "There is no " + draft.targetType() + " " + draft.targetId() + ".");
        }
        return ReportStore.file(in, reporter, draft)
                .orElseThrow(
                        () ->
                                new Failure.Conflict(
                                        ModerationProblems.ALREADY_REPORTED,
                                        "Your report of it is open."));
    }

    /**
     * A report that {@code viewer} may see: a moderator any whose target they may know of, others
     * what they made.
     */
    Report find(Viewer.Member viewer, long id) {
        return store.find(viewer, id)
                .filter(
                        report ->
                                viewer.is(Role.MODERATOR)
                                        || report.reporterId() == viewer.id().value())
                .orElseThrow(() -> missing(id));
    }

    /** A page of what {@code viewer} may see. */
    Page<Report> page(Viewer.Member viewer, ReportQuery asked, Paging paging) {
        if (viewer.is(Role.MODERATOR)) {
            return lists.page(viewer, asked, paging);
        }
        long own = viewer.id().value();
        boolean isOfOthers = asked.reporter() != null && asked.reporter() != own;
        // Who sees to a report is for moderators to know: a filter must not tell.
        return isOfOthers || asked.assignee() != null
                ? new Page<>(List.of(), null, null)
                : lists.page(viewer, asked.by(own), paging);
    }

    /**
     * Decides on a report.
     *
     * @throws Failure.NotFound for one whose target the moderator may not know of
     * @throws Failure.Forbidden for one of the moderator, or of what is theirs
     * @throws Failure.Conflict {@code version-mismatch}
     */
    Report resolve(Viewer.Member viewer, long id, Decision decision) {
        find(viewer, id);
        long moderator = viewer.id().value();
        if (store.isAbout(id, moderator)) {
            throw new Failure.Forbidden("It is about you or yours: another moderator decides.");
        }
        return store.resolve(id, moderator, decision).orElseThrow(() -> unlike(viewer, id));
    }

    /**
     * Gives a report to a moderator, or to nobody.
     *
     * @throws Failure.Invalid for an assignee who is no moderator
     * @throws Failure.Conflict {@code version-mismatch}
     */
    Report assign(Viewer.Member viewer, long id, @Nullable Long assignee, int version) {
        find(viewer, id);
        if (assignee != null && !store.isModerator(assignee)) {
            throw wrong("/assignee", "no-moderator", "It must be a moderator's id.");
        }
        return store.assign(id, assignee, version).orElseThrow(() -> unlike(viewer, id));
    }

    private Failure unlike(Viewer.Member viewer, long id) {
        Optional<Report> report = store.find(viewer, id);
        return report.isEmpty() ? missing(id) : Call.versionMismatch(report.get().version());
    }

    private static Failure missing(long id) {
        return new Failure.NotFound("There is no report " + id + ".");
    }

    static Failure wrong(String pointer, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new FieldError(pointer, code, detail));
    }

    static Body body(Viewer viewer, Report report) {
        return Json.body(json -> write(json, viewer, report));
    }

    /** Who of the moderators does what is for moderators to know. */
    static void write(JsonGenerator json, Viewer viewer, Report report) throws IOException {
        boolean isModerator = viewer.is(Role.MODERATOR);
        json.writeStartObject();
        Json.id(json, "id", report.id());
        Json.id(json, "reporterId", report.reporterId());
        json.writeStringField("targetType", report.targetType());
        Json.id(json, "targetId", report.targetId());
        id(json, "sessionId", report.sessionId());
        json.writeStringField("reason", report.reason());
        Json.text(json, "details", report.details());
        json.writeStringField("status", report.status());
        id(json, "assigneeId", isModerator ? report.assigneeId() : null);
        Json.text(json, "resolution", report.resolution());
        id(json, "resolvedBy", isModerator ? report.resolvedBy() : null);
        Json.instant(json, "resolvedAt", report.resolvedAt());
        Json.instant(json, "createdAt", report.createdAt());
        json.writeNumberField("version", report.version());
        json.writeEndObject();
    }

    private static void id(JsonGenerator json, String name, @Nullable Long id) throws IOException {
        Json.text(json, name, id == null ? null : id.toString());
    }
}
