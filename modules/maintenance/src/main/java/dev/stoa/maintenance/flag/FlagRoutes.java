package dev.stoa.maintenance.flag;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Failure;
import dev.stoa.platform.flag.FlagState;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.List;

/** Feature flags over HTTP, on the admin listener. */
final class FlagRoutes {
    private static final String ONE = "/api/ops/flags/{name}";
    private static final Param NAME = Param.pathText("name", 60, "The flag's name.");

    private final Flags flags;

    FlagRoutes(Flags flags) {
        this.flags = flags;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/flags",
                                "All feature flags, as the database has them",
                                "FlagList",
                                _ -> list())
                        .with(Route.Traits.ADMIN_READ),
                Route.get(ONE, "One feature flag", "Flag", call -> reply(found(call)), NAME)
                        .with(Route.Traits.ADMIN_READ),
                Route.put(
                                ONE,
                                "Turns a feature flag on or off, on all nodes; If-Match names its version, v0 for"
                                        + " one that nobody has set",
                                "Flag",
                                this::set,
                                NAME)
                        .fields(Field.required("on", new Form.Flag(), "Whether it is to be on."))
                        .with(Route.Traits.ADMIN_WRITE));
    }

    private Reply list() {
        List<FlagState> all = flags.list();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (FlagState flag : all) {
                                write(json, flag);
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private Reply set(Call call) {
        int expected = call.requiredVersion();
        FlagState found = found(call);
        return reply(
                flags.set(found.flag(), call.fields().flag("on"), expected)
                        .orElseThrow(() -> Call.versionMismatch(found(call).version())));
    }

    private FlagState found(Call call) {
        return flags.find(call.arguments().pathText("name"))
                .orElseThrow(() -> new Failure.NotFound("There is no such flag."));
    }

    private static Reply reply(FlagState flag) {
        return Reply.ok(Json.body(json -> write(json, flag)));
    }

    private static void write(JsonGenerator json, FlagState flag) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", flag.flag().name());
        json.writeBooleanField("on", flag.isOn());
        json.writeBooleanField("fallback", flag.flag().fallback());
        json.writeStringField("meaning", flag.flag().meaning());
        json.writeNumberField("version", flag.version());
        Json.instant(json, "changedAt", flag.changedAt());
        json.writeEndObject();
    }
}
