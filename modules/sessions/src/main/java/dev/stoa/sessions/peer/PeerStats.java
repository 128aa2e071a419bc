package dev.stoa.sessions.peer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.sessions.peer.PeerStatsStore.Durations;
import dev.stoa.sessions.peer.PeerStatsStore.OfDay;
import dev.stoa.sessions.peer.PeerStatsStore.OfStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many peer sessions there are, and how long they last; up to 300 s old. */
final class PeerStats {
    static final CacheSpec CACHE =
            CacheSpec.of("session-stats", "300s", 10_000, "statistics of peer sessions");

    /** Days that are counted one by one, today included. */
    static final int DAYS = 30;

    private final PeerStore store;
    private final PeerStatsStore stats;
    private final Cache cache;
    private final InstantSource clock;

    PeerStats(PeerStore store, PeerStatsStore stats, Cache cache, InstantSource clock) {
        this.store = store;
        this.stats = stats;
        this.cache = cache;
        this.clock = clock;
    }

    /** Of all sessions. */
    Cached all() {
        return cache.get("all", () -> loaded(body(null)));
    }

    /** Of a member's own. */
    Cached of(long member) {
        return cache.get(
                "member:" + member,
                () -> {
                    Optional<String> address = store.address(member);
                    return loaded(
                            address.isEmpty()
                                    ? body(List.of(), List.of(), NONE)
                                    : body(address.get()));
                });
    }

    private static final Durations NONE = new Durations(0, null, null);

    private static Loaded loaded(Body body) {
        return Loaded.of(body, Set.of());
    }

    private Body body(@Nullable String address) {
        LocalDate since = today().minusDays(DAYS - 1L);
        return body(
                stats.byStatus(address),
                stats.byDay(address, since),
                stats.durations(address, since));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Body body(List<OfStatus> byStatus, List<OfDay> byDay, Durations durations) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    byStatus(json, byStatus);
                    json.writeObjectFieldStart("durations");
                    json.writeNumberField("count", durations.count());
                    seconds(json, "p50Seconds", durations.p50());
                    seconds(json, "p95Seconds", durations.p95());
                    json.writeEndObject();
                    byDay(json, byDay);
                    Json.instant(json, "asOf", clock.instant());
                    json.writeEndObject();
                });
    }

    private static void byStatus(JsonGenerator json, List<OfStatus> counts) throws IOException {
        Map<PeerStatus, Long> known = new EnumMap<>(PeerStatus.class);
        counts.forEach(each -> known.put(each.status(), each.count()));
        json.writeNumberField("total", known.values().stream().mapToLong(Long::longValue).sum());
        json.writeObjectFieldStart("byStatus");
        for (PeerStatus status : PeerStatus.values()) {
            json.writeNumberField(status.text(), known.getOrDefault(status, 0L));
        }
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String name, @Nullable Double value)
            throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.round(value * 1000) / 1000.0);
        }
    }

    /** Every day, also those on which nothing happened, the oldest first. */
    private void byDay(JsonGenerator json, List<OfDay> counts) throws IOException {
        json.writeArrayFieldStart("days");
        for (int back = DAYS - 1; back >= 0; back--) {
            LocalDate day = today().minusDays(back);
            json.writeStartObject();
            json.writeStringField("day", day.toString());
            for (String what : List.of("opened", "started", "ended")) {
                long count =
                        counts.stream()
                                .filter(each -> each.day().equals(day) && each.what().equals(what))
                                .mapToLong(OfDay::count)
                                .sum();
                json.writeNumberField(what, count);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
