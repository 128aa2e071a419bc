package dev.stoa.maintenance.metric;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.observe.Scrape;
import java.util.List;

/** Metrics over HTTP, on the admin listener. */
final class MetricsRoutes {
    private final Observability observability;

    MetricsRoutes(Observability observability) {
        this.observability = observability;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/metrics/prometheus",
                                "All metrics, as Prometheus text or OpenMetrics by Accept",
                                "Metrics",
                                this::prometheus)
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply prometheus(Call call) {
        Scrape scrape = observability.scrape(call.header("Accept").orElse(null));
        return Reply.ok(Body.of(scrape.contentType(), scrape.body()));
    }
}
