package dev.stoa.maintenance.slo;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.history.History;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Objectives over HTTP, on the admin listener. */
final class SloRoutes {
    private static final List<Duration> WINDOWS =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(24));

    private final History history;
    private final String node;

    SloRoutes(History history, String node) {
        this.history = history;
        this.node = node;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/slo",
                                "The objectives, and what this node alone knows of keeping them",
                                "Slo",
                                _ -> Reply.ok(Json.body(this::write)))
                        .with(Route.Traits.ADMIN_READ));
    }

    private void write(JsonGenerator json) throws IOException {
        List<History.Known> windows = WINDOWS.stream().map(history::known).toList();
        json.writeStartObject();
        json.writeStringField("scope", "node");
        json.writeStringField("node", node);
        json.writeArrayFieldStart("objectives");
        for (Objective objective : Objective.values()) {
            json.writeStartObject();
            json.writeStringField("name", objective.name().toLowerCase(Locale.ROOT));
            json.writeStringField("meaning", objective.meaning());
            json.writeNumberField("target", objective.target());
            json.writeArrayFieldStart("windows");
            for (int i = 0; i < windows.size(); i++) {
                window(json, objective, WINDOWS.get(i), windows.get(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void window(
            JsonGenerator json, Objective objective, Duration asked, History.Known known)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("seconds", asked.toSeconds());
        json.writeNumberField("knownSeconds", known.length().toSeconds());
        json.writeNumberField("events", objective.all(known.sum()));
        json.writeNumberField("bad", objective.bad(known.sum()));
        json.writeNumberField("current", rounded(objective.current(known.sum())));
        json.writeNumberField("budgetLeft", rounded(objective.budgetLeft(known.sum())));
        json.writeEndObject();
    }

    private static double rounded(double share) {
        return Math.round(share * 1e5) / 1e5;
    }
}
