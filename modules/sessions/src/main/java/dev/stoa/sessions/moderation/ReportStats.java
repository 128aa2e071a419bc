package dev.stoa.sessions.moderation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.sessions.moderation.ReportStatsStore.Decisions;
import dev.stoa.sessions.moderation.ReportStatsStore.Group;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How many reports there are and how soon they are decided; up to 300 s old. */
final class ReportStats {
    static final CacheSpec CACHE =
            CacheSpec.of("report-stats", "300s", 10, "statistics of reports");

    private final ReportStatsStore store;
    private final Cache cache;
    private final InstantSource clock;

    ReportStats(ReportStatsStore store, Cache cache, InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    Cached all() {
        return cache.get("all", () -> Loaded.of(body(store.groups(), store.decisions()), Set.of()));
    }

    private Body body(List<Group> groups, Decisions decisions) {
        List<Group> open = groups.stream().filter(each -> each.status().equals("open")).toList();
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("total", groups.stream().mapToLong(Group::count).sum());
                    counts(json, "byStatus", Report.STATUSES, groups, Group::status);
                    counts(json, "openByReason", Report.REASONS, open, Group::reason);
                    counts(json, "openByTarget", Report.TARGETS, open, Group::targetType);
                    json.writeNumberField(
                            "unassigned", open.stream().mapToLong(Group::unassigned).sum());
                    Json.instant(json, "oldestOpenAt", oldest(open));
                    json.writeObjectFieldStart("decisions");
                    json.writeNumberField("count", decisions.count());
                    seconds(json, "p50Seconds", decisions.p50());
                    seconds(json, "p95Seconds", decisions.p95());
                    json.writeEndObject();
                    Json.instant(json, "asOf", clock.instant());
                    json.writeEndObject();
                });
    }

    private static void counts(
            JsonGenerator json,
            String name,
            List<String> words,
            List<Group> groups,
            Function<Group, String> word)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (String each : words) {
            json.writeNumberField(
                    each,
                    groups.stream()
                            .filter(group -> word.apply(group).equals(each))
                            .mapToLong(Group::count)
                            .sum());
        }
        json.writeEndObject();
    }

    private static @Nullable Instant oldest(List<Group> open) {
        return open.stream().map(Group::oldest).min(Comparator.naturalOrder()).orElse(null);
    }

    private static void seconds(JsonGenerator json, String name, @Nullable Double value)
            throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.round(value));
        }
    }
}
