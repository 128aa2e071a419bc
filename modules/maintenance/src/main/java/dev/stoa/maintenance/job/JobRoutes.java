package dev.stoa.maintenance.job;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.JobRecord;
import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.jobs.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs over HTTP, on the admin listener. */
final class JobRoutes {
    static final ProblemType RUNNING =
            new ProblemType(
                    "job-running",
                    409,
                    "The job is at work",
                    "A node runs the job now, and only one does at a time. Ask again when the run has ended.");

    private static final String JOB = "/api/ops/jobs/{name}";
    private static final String RUNS = JOB + "/runs";
    private static final Param NAME = Param.pathText("name", 80, "The job's name.");

    private final Jobs jobs;
    private final Cursors cursors;

    JobRoutes(Jobs jobs, Cursors cursors) {
        this.jobs = jobs;
        this.cursors = cursors;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/jobs",
                                "All jobs: when each is due and how it last went",
                                "JobList",
                                _ -> list())
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                JOB,
                                "One job: when it is due, how it last went, what was set",
                                "Job",
                                call -> reply(found(call)),
                                NAME)
                        .with(Route.Traits.ADMIN_READ),
                Route.patch(
                                JOB,
                                "Has a job run by another schedule, or not by itself; If-Match names its version",
                                "Job",
                                this::set,
                                NAME)
                        .fields(
                                Field.optional(
                                        "enabled",
                                        new Form.Flag(),
                                        "Whether it runs by its schedule; asked for, it runs anyway."),
                                Field.clearable(
                                        "schedule",
                                        new Form.Text(100),
                                        "every 90m, daily at 02:30 or cron 0 30 2 * * MON, in UTC; null for the"
                                                + " declared one."))
                        .with(Route.Traits.ADMIN_WRITE),
                Route.get(
                                RUNS,
                                "Runs of a job, the newest first",
                                "JobRunPage",
                                this::runs,
                                NAME,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(Route.Traits.ADMIN_READ),
                Route.post(RUNS, "Has a job run at once", "JobRequested", this::request, NAME)
                        .answering(202)
                        .with(Route.Traits.ADMIN_WRITE));
    }

    private Reply list() {
        List<JobState> all = jobs.list();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (JobState job : all) {
                                job(json, job);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    /** What isn't named stays as it is. */
    private Reply set(Call call) {
        int version = call.requiredVersion();
        Fields fields = call.fields();
        if (!fields.has("enabled") && !fields.has("schedule")) {
            throw wrong("", "required", "Name enabled, schedule or both.");
        }
        if (fields.has("enabled") && fields.textOrNull("enabled") == null) {
            throw wrong("/enabled", "invalid", "It must be true or false.");
        }
        JobState job = found(call);
        boolean enabled = fields.has("enabled") ? fields.flag("enabled") : job.isEnabled();
        Schedule override =
                fields.has("schedule")
                        ? schedule(fields.textOrNull("schedule"))
                        : job.schedule().equals(job.declared())
                                ? null
                                : Schedule.parse(job.schedule());
        if (!jobs.set(job, enabled, override, version)) {
            throw Call.versionMismatch(found(call).version());
        }
        return reply(found(call));
    }

    private static @Nullable Schedule schedule(@Nullable String words) {
        try {
            return words == null ? null : Schedule.parse(words);
        } catch (IllegalArgumentException _) {
            throw wrong(
                    "/schedule",
                    "invalid",
                    "It is no schedule: every 90m (from 5s to 8784h), daily at 02:30, or cron and six fields of a"
                            + " time that comes.");
        }
    }

    private static Failure wrong(String pointer, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                pointer.isEmpty() ? detail : pointer + ": " + detail,
                new Failure.FieldError(pointer, code, detail));
    }

    private static Reply reply(JobState job) {
        return Reply.ok(Json.body(json -> job(json, job)));
    }

    private Reply runs(Call call) {
        String name = found(call).name();
        String scope = "job-runs:" + name;
        Paging paging = Paging.of(call.arguments());
        Optional<Cursor> after = paging.cursor(cursors, scope);
        List<JobRecord> rows =
                after.map(
                                at ->
                                        jobs.runsBefore(
                                                name,
                                                instant(at.tuple().part(0)),
                                                at.tuple().part(1)))
                        .orElseGet(() -> jobs.runs(name));
        List<JobRecord> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size() ? cursors.write(place(shown.getLast()), scope) : null;
        return Reply.ok(new Page<>(shown, next, null).body(JobRoutes::run));
    }

    private Reply request(Call call) {
        call.fields();
        String name = found(call).name();
        if (!jobs.request(name)) {
            throw new Failure.Conflict(RUNNING, "A node runs " + name + " now.");
        }
        return Reply.of(
                        202,
                        Json.body(
                                json -> {
                                    json.writeStartObject();
                                    json.writeStringField("job", name);
                                    json.writeStringField("status", "requested");
                                    json.writeEndObject();
                                }))
                .header("Location", RUNS.replace("{name}", name));
    }

    private JobState found(Call call) {
        return jobs.find(call.arguments().pathText("name"))
                .orElseThrow(() -> new Failure.NotFound("There is no such job."));
    }

    private static Cursor place(JobRecord run) {
        return Cursor.after(ChronoUnit.MICROS.between(Instant.EPOCH, run.startedAt()), run.id());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static void job(JsonGenerator json, JobState job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeStringField("schedule", job.schedule());
        json.writeStringField("declaredSchedule", job.declared());
        json.writeBooleanField("enabled", job.isEnabled());
        json.writeNumberField("version", job.version());
        Json.instant(json, "nextAt", job.nextAt());
        json.writeBooleanField("running", job.isRunning());
        Json.instant(json, "lastSuccessAt", job.lastSuccessAt());
        json.writeFieldName("lastRun");
        JobRecord last = job.lastRun();
        if (last == null) {
            json.writeNull();
        } else {
            run(json, last);
        }
        json.writeEndObject();
    }

    private static void run(JsonGenerator json, JobRecord run) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", run.id());
        json.writeStringField("job", run.job());
        json.writeStringField("node", run.node());
        json.writeStringField("trigger", run.trigger());
        json.writeStringField("status", run.status().word());
        Json.instant(json, "startedAt", run.startedAt());
        Json.instant(json, "endedAt", run.endedAt());
        Duration took = run.took();
        if (took == null) {
            json.writeNullField("durationMs");
        } else {
            json.writeNumberField("durationMs", took.toMillis());
        }
        json.writeFieldName("details");
        json.writeRawValue(run.details());
        Json.text(json, "error", run.error());
        json.writeEndObject();
    }
}
