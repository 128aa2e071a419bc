package dev.stoa.maintenance.metric;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.OperatingSystemMXBean;
import dev.stoa.maintenance.finding.FindingBodies;
import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.history.CacheUse;
import dev.stoa.maintenance.history.Stretch;
import dev.stoa.maintenance.size.SizeSample;
import dev.stoa.maintenance.size.Sizes;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.observe.Heap;
import dev.stoa.platform.observe.ObserveSettings;
import dev.stoa.platform.observe.RouteFigures;
import dev.stoa.platform.sql.PoolState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a node did in some time, for people; it asks the database nothing. */
public final class PerformanceReport {
    private static final double MEGABYTE = 1 << 20;

    private final Platform platform;
    private final Sizes sizes;
    private final Findings findings;

    public PerformanceReport(Platform platform, Sizes sizes, Findings findings) {
        this.platform = platform;
        this.sizes = sizes;
        this.findings = findings;
    }

    /** Writes the report of {@code stretch}, an object. */
    public void write(JsonGenerator json, Stretch stretch) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "timestamp", platform.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringField("node", platform.node());
        json.writeBooleanField("monitoring", platform.settings().get(ObserveSettings.ENABLED));
        json.writeObjectFieldStart("window");
        Json.instant(json, "since", stretch.since().truncatedTo(ChronoUnit.MILLIS));
        json.writeNumberField("seconds", stretch.length().toSeconds());
        json.writeEndObject();
        requests(json, stretch);
        caches(json, stretch.caches());
        database(json, stretch);
        system(json);
        json.writeFieldName("recommendations");
        FindingBodies.list(json, findings.open());
        json.writeEndObject();
    }

    private static void requests(JsonGenerator json, Stretch stretch) throws IOException {
        RouteFigures all = stretch.requests();
        json.writeObjectFieldStart("requests");
        json.writeNumberField("total", all.requests());
        json.writeNumberField("averageResponseTime", hundredths(all.meanMillis()));
        json.writeNumberField("peakResponseTime", hundredths(stretch.peakMillis()));
        json.writeNumberField("slowRequests", all.slow());
        json.writeNumberField("errorRate", percent(all.failures(), all.requests()));
        json.writeNumberField(
                "requestsPerMinute", hundredths(60 * all.requests() / stretch.seconds()));
        json.writeEndObject();
    }

    private static void caches(JsonGenerator json, List<CacheUse> caches) throws IOException {
        long hits = caches.stream().mapToLong(CacheUse::hits).sum();
        long requests = caches.stream().mapToLong(CacheUse::requests).sum();
        long bytes = caches.stream().mapToLong(cache -> cache.now().bytes()).sum();
        long entries = caches.stream().mapToLong(cache -> cache.now().entries()).sum();
        json.writeObjectFieldStart("cache");
        json.writeNumberField("hitRate", percent(hits, requests));
        json.writeNumberField("memoryUsageMB", hundredths(bytes / MEGABYTE));
        json.writeNumberField("entries", entries);
        json.writeNumberField("averageAccessCount", hundredths(accesses(caches)));
        json.writeEndObject();
    }

    /** Hits of all entries that were ever stored. */
    private static double accesses(List<CacheUse> caches) {
        double stored = 0;
        double hits = 0;
        for (CacheUse cache : caches) {
            CacheStats now = cache.now();
            if (now.averageAccesses() > 0) {
                stored += now.hits() / now.averageAccesses();
                hits += now.hits();
            }
        }
        return stored == 0 ? 0 : hits / stored;
    }

    private void database(JsonGenerator json, Stretch stretch) throws IOException {
        PoolState pool = platform.database().pool();
        SizeSample size = sizes.last().orElse(null);
        json.writeObjectFieldStart("database");
        json.writeNumberField("queryCount", stretch.statements().calls());
        json.writeNumberField("slowQueries", stretch.statements().slow());
        json.writeObjectFieldStart("pool");
        json.writeNumberField("size", pool.size());
        json.writeNumberField("total", pool.total());
        json.writeNumberField("active", pool.active());
        json.writeNumberField("waiting", pool.waiting());
        json.writeEndObject();
        if (size == null) {
            json.writeNullField("sizeMB");
            json.writeNullField("sizeSampledAt");
        } else {
            json.writeNumberField("sizeMB", hundredths(size.databaseBytes() / MEGABYTE));
            Json.instant(json, "sizeSampledAt", size.at().truncatedTo(ChronoUnit.MILLIS));
        }
        json.writeEndObject();
    }

    private static void system(JsonGenerator json) throws IOException {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        json.writeObjectFieldStart("system");
        json.writeNumberField("heapUsedMB", Heap.usedMegabytes());
        json.writeNumberField("heapMaxMB", Heap.mostMegabytes());
        json.writeNumberField("residentMB", ResidentMemory.megabytes());
        json.writeNumberField(
                "cpuPercent", hundredths(100 * Math.max(0, machine.getProcessCpuLoad())));
        json.writeNumberField(
                "uptimeSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        json.writeEndObject();
    }

    private static double percent(long part, long all) {
        return all == 0 ? 0 : hundredths(100.0 * part / all);
    }

    private static double hundredths(double number) {
        return Math.round(number * 100) / 100.0;
    }
}
