package dev.stoa.maintenance.metric;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.history.History;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Metrics and the performance report, as a part of maintenance. */
public final class Metrics implements Feature {
    private final Platform platform;
    private final PerformanceReport report;
    private final History history;
    private final Findings findings;

    public Metrics(
            Platform platform, PerformanceReport report, History history, Findings findings) {
        this.findings = findings;
        this.platform = platform;
        this.report = report;
        this.history = history;
    }

    @Override
    public String name() {
        return "metric";
    }

    @Override
    public List<Route> routes() {
        return Stream.concat(
                        new MetricsRoutes(platform.observability(), report, history)
                                .routes().stream(),
                        new ReportRoutes(new ReportStore(platform.upkeep()), platform.cursors())
                                .routes().stream())
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Metrics.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                new Job(
                        "maintenance.performance.analyse",
                        Schedule.every(Duration.ofHours(6)),
                        Duration.ofMinutes(5),
                        this::analyse));
    }

    private void analyse(JobRun run) {
        findings.look(run, Cadence.SIX_HOURS);
        String text =
                new String(
                        Json.bytes(json -> report.write(json, history.all())),
                        StandardCharsets.UTF_8);
        run.transaction(
                transaction -> {
                    ReportStore.save(transaction, platform.node(), text);
                    return text.length();
                });
        run.count("bytes", text.length());
    }
}
