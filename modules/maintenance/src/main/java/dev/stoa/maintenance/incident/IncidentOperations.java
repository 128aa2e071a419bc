package dev.stoa.maintenance.incident;

import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.metric.PerformanceReport;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** The incident bundle, as a part of maintenance. */
public final class IncidentOperations implements Feature {
    private final Incident incident;

    /**
     * @param others parts that come from elsewhere
     */
    public IncidentOperations(
            Platform platform,
            History history,
            PerformanceReport report,
            Findings findings,
            List<IncidentPart> others) {
        this.incident =
                new Incident(
                        platform,
                        Stream.concat(
                                        OwnParts.of(platform, history, report, findings).stream(),
                                        others.stream())
                                .toList());
    }

    @Override
    public String name() {
        return "incident";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/incident",
                                "All that is asked first when something is wrong, in one answer",
                                "Incident",
                                _ -> Reply.ok(incident.bundle()))
                        .with(Route.Traits.ADMIN_READ));
    }

    @Override
    public List<String> schemas() {
        return List.of(
                Packaged.text(IncidentOperations.class.getResourceAsStream("schemas.json")),
                incident.schema());
    }
}
