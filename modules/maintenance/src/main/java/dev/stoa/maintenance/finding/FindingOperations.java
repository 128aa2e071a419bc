package dev.stoa.maintenance.finding;

import dev.stoa.maintenance.history.History;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import io.micrometer.core.instrument.Gauge;
import java.util.List;

/** Findings, as a part of maintenance: each node looks at itself, one of all at the database. */
public final class FindingOperations implements Feature {
    private final Platform platform;
    private final Findings findings;
    private final History history;

    public FindingOperations(Platform platform, Findings findings, History history) {
        this.platform = platform;
        this.findings = findings;
        this.history = history;
        Gauge.builder("stoa.findings.open", findings, all -> all.open().size())
                .description("Findings that are open, of all nodes and this one, at most 100")
                .register(platform.observability().meters());
    }

    @Override
    public String name() {
        return "finding";
    }

    @Override
    public List<Route> routes() {
        return new FindingRoutes(findings, platform.cursors()).routes();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(FindingOperations.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return new FindingJobs(findings, platform.settings().get(FindingSettings.KEEP)).jobs();
    }

    @Override
    public void start() {
        platform.timers()
                .every(
                        platform.settings().get(FindingSettings.MONITOR_INTERVAL),
                        "maintenance.performance.look",
                        this::look);
    }

    private void look() {
        try {
            findings.look();
        } finally {
            history.note();
        }
    }
}
