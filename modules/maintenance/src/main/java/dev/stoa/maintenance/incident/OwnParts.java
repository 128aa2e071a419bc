package dev.stoa.maintenance.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.cache.CacheRoutes;
import dev.stoa.maintenance.database.PoolBodies;
import dev.stoa.maintenance.finding.FindingBodies;
import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.finding.KnownFinding;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.history.Stretch;
import dev.stoa.maintenance.metric.PerformanceReport;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.observe.RecentError;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The parts of the bundle that come from what the node counts and from the tables of this module.
 */
final class OwnParts {
    private OwnParts() {}

    private record Part(String name, String schema, Callable<Json.Writer> reading)
            implements IncidentPart {
        @Override
        public Json.Writer read() throws Exception {
            return reading.call();
        }
    }

    static List<IncidentPart> of(
            Platform platform, History history, PerformanceReport report, Findings findings) {
        Jobs jobs = Jobs.on(platform.upkeep());
        CacheRoutes caches = new CacheRoutes(platform.caches());
        return List.of(
                new Part("report", "PerformanceReport", () -> report(history, report)),
                new Part(
                        "pool",
                        "DatabaseConnections",
                        () -> json -> PoolBodies.write(json, platform.database())),
                new Part("caches", "CacheFigures", () -> caches::all),
                new Part("errors", "RecentErrors", () -> errors(platform)),
                new Part("jobs", "IncidentJobs", () -> jobs(jobs.list())),
                new Part("findings", "FindingList", () -> findings(findings)));
    }

    private static Json.Writer report(History history, PerformanceReport report) {
        Stretch lately = history.lately();
        return json -> report.write(json, lately);
    }

    private static Json.Writer findings(Findings findings) {
        List<KnownFinding> open = findings.openNow();
        return json -> FindingBodies.list(json, open);
    }

    private static Json.Writer errors(Platform platform) {
        List<RecentError> errors = platform.observability().traffic().errors();
        return json -> {
            json.writeStartArray();
            for (RecentError error : errors) {
                json.writeStartObject();
                Json.instant(json, "at", error.at().truncatedTo(ChronoUnit.MILLIS));
                json.writeStringField("method", error.method());
                json.writeStringField("route", error.route());
                json.writeNumberField("status", error.status());
                json.writeStringField("code", error.code());
                json.writeStringField("traceId", error.traceId());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static Json.Writer jobs(List<JobState> jobs) {
        return json -> {
            json.writeStartArray();
            for (JobState job : jobs) {
                job(json, job);
            }
            json.writeEndArray();
        };
    }

    private static void job(JsonGenerator json, JobState job) throws IOException {
        var last = job.lastRun();
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeBooleanField("running", job.isRunning());
        Json.instant(json, "nextAt", job.nextAt());
        Json.instant(json, "lastSuccessAt", job.lastSuccessAt());
        Json.text(json, "lastStatus", last == null ? null : last.status().word());
        Json.text(json, "lastError", last == null ? null : last.error());
        json.writeEndObject();
    }
}
