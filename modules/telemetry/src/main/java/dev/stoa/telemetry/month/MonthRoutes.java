package dev.stoa.telemetry.month;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Freshness;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.month.MonthStore.Partition;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Months over HTTP. */
final class MonthRoutes {
    private static final String LIST = "/api/telemetry/partitions";
    private static final Param NAME =
            Param.pathText("name", 40, "The partition, e.g. telemetry_events_2026_11.");

    /** How far ahead a month may be made by hand. */
    private static final int FAR = 12;

    private final MonthStore store;
    private final Months months;
    private final Asked asked;

    /**
     * What changes.
     *
     * @param kept months that are kept beside the current one
     * @param archives whether there is a folder to write months to
     */
    record Asked(
            Database database, Idempotency idempotency, Jobs jobs, int kept, boolean archives) {}

    MonthRoutes(MonthStore store, Months months, Asked asked) {
        this.store = store;
        this.months = months;
        this.asked = asked;
    }

    List<Route> routes() {
        return List.of(
                Route.get(LIST, "Months of events", "TelemetryPartitions", this::list)
                        .with(
                                Traits.MEMBER_READ
                                        .with(Access.admin(Scope.OPS_READ))
                                        .with(Freshness.NO_STORE)),
                Route.post(LIST, "Make the partition of a month", "TelemetryPartition", this::make)
                        .with(Access.admin(Scope.OPS_WRITE))
                        .fields(
                                Field.required(
                                        "month", new Form.Text(7), "The month, e.g. 2026-11.")),
                Route.delete(
                                LIST + "/{name}",
                                "Detach and drop a month, soon",
                                this::retire,
                                NAME,
                                Param.flag(
                                        "archive",
                                        "Whether it is written to a file before, as"
                                                + " telemetry.archive-folder says."))
                        .answering(202)
                        .with(Access.admin(Scope.OPS_WRITE)));
    }

    private Reply list(Call call) {
        List<Partition> all = store.all();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeNumberField("ahead", months.ahead());
                            json.writeArrayFieldStart("items");
                            for (Partition each : all) {
                                Json.value(json, part(each));
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private static JsonPart part(Partition partition) {
        return new JsonPart(body(partition).plain());
    }

    private static Body body(Partition partition) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", partition.month().partition());
                    json.writeStringField("month", partition.month().toString());
                    Json.instant(json, "from", partition.month().start());
                    Json.instant(json, "to", partition.month().plus(1).start());
                    json.writeStringField(
                            "state", partition.state().name().toLowerCase(Locale.ROOT));
                    json.writeNumberField("rows", partition.rows());
                    json.writeNumberField("bytes", partition.bytes());
                    json.writeBooleanField("retiring", partition.isRetired());
                    json.writeEndObject();
                });
    }

    private Reply make(Call call) {
        Month month = month(call.fields().text("month"));
        Month current = months.current();
        if (month.compareTo(current.plus(-asked.kept())) < 0
                || month.compareTo(current.plus(FAR)) > 0) {
            throw wrong("It must be a month that is kept, or one of the next " + FAR + ".");
        }
        return asked.idempotency()
                .once(
                        call,
                        in -> {
                            MonthStore.add(in, month);
                            in.afterCommit(months::refresh);
                            return Reply.of(201, body(found(in, month)))
                                    .header("Location", LIST + "/" + month.partition());
                        });
    }

    private static Month month(String text) {
        try {
            return new Month(YearMonth.parse(text));
        } catch (DateTimeException _) {
            throw wrong("It must be a month such as 2026-11.");
        }
    }

    private static Failure wrong(String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                detail,
                new Failure.FieldError("/month", "invalid", detail));
    }

    private static Partition found(Transaction in, Month month) {
        return MonthStore.all(in).stream()
                .filter(each -> each.month().equals(month))
                .findFirst()
                .orElseThrow();
    }

    private Reply retire(Call call) {
        boolean archived = call.arguments().flag("archive");
        if (archived && !asked.archives()) {
            throw new Failure.Conflict(
                    MonthProblems.NO_ARCHIVE, "telemetry.archive-folder is not set.");
        }
        Optional<Month> month = Month.named(call.arguments().pathText("name"));
        asked.database()
                .transaction(
                        in -> {
                            Month there =
                                    MonthStore.all(in).stream()
                                            .map(Partition::month)
                                            .filter(each -> month.filter(each::equals).isPresent())
                                            .findFirst()
                                            .orElseThrow(
                                                    () ->
                                                            new Failure.NotFound(
                                                                    "There is no such partition."));
                            if (there.compareTo(months.current()) >= 0) {
                                throw new Failure.Conflict(
                                        MonthProblems.IN_USE,
                                        there + " is the current month, or ahead of it.");
                            }
                            MonthStore.retire(in, there, archived);
                            return there;
                        });
        asked.jobs().request(MonthJobs.RETIRE);
        return Reply.empty(202).header("Location", "/api/ops/jobs/" + MonthJobs.RETIRE + "/runs");
    }
}
