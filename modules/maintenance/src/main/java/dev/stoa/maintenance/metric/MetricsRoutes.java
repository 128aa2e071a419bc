package dev.stoa.maintenance.metric;

import dev.stoa.maintenance.history.History;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.observe.Scrape;
import java.util.List;

/** Metrics over HTTP, on the admin listener. */
final class MetricsRoutes {
    private static final String TEXT = "text/plain";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final Observability observability;
    private final PerformanceReport report;
    private final History history;

    MetricsRoutes(Observability observability, PerformanceReport report, History history) {
        this.observability = observability;
        this.report = report;
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/metrics",
                                "The performance report with Accept: application/json, else all metrics",
                                "MetricsAnswer",
                                this::metrics)
                        .with(Route.Traits.ADMIN_READ),
                Route.get(
                                "/metrics/prometheus",
                                "All metrics, as Prometheus text or OpenMetrics by Accept",
                                "Metrics",
                                this::prometheus)
                        .with(Route.Traits.ADMIN_READ),
                Route.post(
                                "/metrics/reset",
                                "Lets the performance report count from now on; metrics go on",
                                "MetricsReset",
                                this::reset)
                        .answering(200)
                        .with(Route.Traits.ADMIN_WRITE));
    }

    private Reply metrics(Call call) {
        String best = wanted(call, List.of(TEXT, OPEN_METRICS, Body.JSON));
        return (best.equals(Body.JSON)
                        ? Reply.ok(Json.body(json -> report.write(json, history.window())))
                        : scraped(best))
                .header("Vary", "Accept");
    }

    private Reply prometheus(Call call) {
        return scraped(wanted(call, List.of(TEXT, OPEN_METRICS)));
    }

    private static String wanted(Call call, List<String> offered) {
        return Acceptance.of(call.header("Accept").orElse("")).best(offered);
    }

    private Reply scraped(String type) {
        Scrape scrape = observability.scrape(type);
        return Reply.ok(Body.of(scrape.contentType(), scrape.body()));
    }

    private Reply reset(Call call) {
        call.fields();
        history.restart();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("status", "reset");
                            json.writeEndObject();
                        }));
    }
}
