package dev.stoa.maintenance.log;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.LogLevels;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Levels of loggers over HTTP, on the admin listener; they hold for this process, until it ends.
 */
public final class LogRoutes {
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$.-]{1,200}");
    private static final String INHERIT = "inherit";
    private static final int MOST = 200;

    private static final Field LEVEL =
            Field.required(
                    "level",
                    new Form.Choice(
                            Stream.concat(LogLevels.WORDS.stream(), Stream.of(INHERIT)).toList()),
                    "Least weight of what is logged; inherit takes a logger's own away.");
    private static final Field NAME =
            Field.optional(
                    "logger",
                    new Form.Text(200),
                    "A logger, which those below it inherit from; all where nothing is said.");

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/log-levels",
                                "Levels of loggers that have one of their own",
                                "LogLevels",
                                _ -> Reply.ok(levels()))
                        .with(Route.Traits.ADMIN_READ),
                Route.put(
                                "/api/ops/log-levels",
                                "Sets a level, from now on until the process ends",
                                "LogLevels",
                                LogRoutes::set)
                        .fields(LEVEL, NAME)
                        .with(Route.Traits.ADMIN_WRITE));
    }

    /** The same under the address of the dev profile. */
    public static Route forDev(String path) {
        return Route.post(path, "Sets a level of loggers", "LogLevels", LogRoutes::set)
                .fields(LEVEL, NAME)
                .answering(200)
                .with(Route.Traits.ADMIN_WRITE);
    }

    private static Reply set(Call call) {
        Fields fields = call.fields();
        String logger = fields.text("logger", "");
        String level = fields.text("level");
        if (!logger.isEmpty() && !LOGGER.matcher(logger).matches()) {
            throw invalid("It must be the name of a logger, such as dev.stoa.forum.");
        }
        if (!level.equals(INHERIT)) {
            if (LogLevels.all().size() >= MOST && LogLevels.own(logger).isEmpty()) {
                throw invalid("So many loggers have levels that some must inherit theirs first.");
            }
            LogLevels.set(logger, level);
        } else if (logger.isEmpty()) {
            throw invalid("Name the logger that is to inherit.");
        } else {
            LogLevels.clear(logger);
        }
        return Reply.ok(levels());
    }

    private static Failure invalid(String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                "/logger: " + detail,
                new Failure.FieldError("/logger", "invalid", detail));
    }

    private static Body levels() {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("level", LogLevels.get(""));
                    json.writeArrayFieldStart("loggers");
                    for (Map.Entry<String, String> each : LogLevels.all().entrySet()) {
                        if (!each.getKey().isEmpty()) {
                            json.writeStartObject();
                            json.writeStringField("logger", each.getKey());
                            json.writeStringField("level", each.getValue());
                            json.writeEndObject();
                        }
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
