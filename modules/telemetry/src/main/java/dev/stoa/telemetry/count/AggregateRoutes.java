package dev.stoa.telemetry.count;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Freshness;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.telemetry.count.AggregateStore.Bucket;
import dev.stoa.telemetry.event.Dimension;
import dev.stoa.telemetry.month.Months;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Counts of events over HTTP. */
final class AggregateRoutes {
    private static final Traits READ =
            Traits.MEMBER_READ.with(Access.admin(Scope.TELEMETRY_READ)).with(Freshness.NO_STORE);

    private final AggregateStore store;
    private final TypeStore types;
    private final Dimension dimension;
    private final Months months;

    AggregateRoutes(AggregateStore store, TypeStore types, Dimension dimension, Months months) {
        this.store = store;
        this.types = types;
        this.dimension = dimension;
        this.months = months;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/telemetry/aggregate",
                                "Counts, unique values and percentiles of events by time",
                                "TelemetryAggregate",
                                this::aggregate,
                                Param.choice(
                                                "metric",
                                                "What is told of each interval.",
                                                "count",
                                                "uniq",
                                                "p50",
                                                "p95")
                                        .fallback("count"),
                                Param.text(
                                        "field",
                                        80,
                                        "Of what: sessionId, address or props.<key>; not for count."),
                                Param.choice("interval", "How long.", "minute", "hour", "day")
                                        .fallback("hour"),
                                Param.text(
                                        "groupBy",
                                        80,
                                        "type or props.<key>: told apart by its values."),
                                Param.text("type", 64, "Only events of this type."),
                                Param.time("from", "Begin of the range, included; required."),
                                Param.time("to", "End of the range, not included; required."))
                        .with(READ),
                Route.get(
                                "/api/telemetry/types",
                                "Types of events there were, with how many and when last",
                                "TelemetryTypes",
                                this::types)
                        .with(READ));
    }

    private Reply aggregate(Call call) {
        Question asked = Question.of(call.arguments(), dimension);
        Question.Interval grain = asked.grain();
        if (grain == null) {
            requireShort(asked);
        } else if (grain == Question.Interval.MINUTE && asked.from().isBefore(months.oldest())) {
            throw Failure.Invalid.parameter(
                    "from",
                    "invalid",
                    "Minutes are kept from " + months.oldest() + "; hours and days longer.");
        }
        List<Bucket> found = grain == null ? store.counted(asked) : store.rolled(asked, grain);
        if (found.size() > AggregateStore.MOST) {
            throw Failure.Invalid.parameter(
                    "interval",
                    "too-many",
                    "The answer would have over "
                            + AggregateStore.MOST
                            + " values: ask for longer intervals or a shorter range.");
        }
        return Reply.ok(body(asked, grain == null ? "events" : "rollups", found));
    }

    private static void requireShort(Question asked) {
        if (Duration.between(asked.from(), asked.to()).compareTo(Question.OF_ROWS) > 0) {
            throw Failure.Invalid.parameter(
                    "to",
                    "too-long",
                    "Only the events can answer this, which takes a range of up to 7 days. Counts"
                            + " by type or by the dimension over whole minutes, hours or days go"
                            + " further.");
        }
    }

    private static Body body(Question asked, String source, List<Bucket> found) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("metric", asked.metric().name().toLowerCase(Locale.ROOT));
                    json.writeStringField("interval", asked.interval().word());
                    Json.instant(json, "from", asked.from());
                    Json.instant(json, "to", asked.to());
                    json.writeStringField("source", source);
                    json.writeArrayFieldStart("items");
                    for (Bucket each : found) {
                        json.writeStartObject();
                        Json.instant(json, "at", each.at());
                        Json.text(json, "group", each.group());
                        if (each.value() == Math.rint(each.value())) {
                            json.writeNumberField("value", (long) each.value());
                        } else {
                            json.writeNumberField("value", each.value());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private Reply types(Call call) {
        List<TypeStore.Type> all = types.all();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (TypeStore.Type each : all) {
                                json.writeStartObject();
                                json.writeStringField("type", each.name());
                                json.writeNumberField("events", each.events());
                                Json.instant(json, "lastSeenAt", each.lastSeenAt());
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }
}
