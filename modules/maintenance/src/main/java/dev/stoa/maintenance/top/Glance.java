package dev.stoa.maintenance.top;

import java.util.Locale;

/** A node in one line, as the five-second loop of operators prints it. */
final class Glance {
    private Glance() {}

    /** Asks once. */
    static String line(NodeClient node, String time) throws NodeClient.Silent {
        Reading health = node.ask("/health/detailed").body();
        Reading parts = health.at("components");
        String database = parts.text("database", "status");
        return String.format(
                Locale.ROOT,
                "%s | DB: %s | Memory: %.0fMB | Cache: %s %.0f %%",
                time,
                database.equals("unhealthy")
                        ? "away"
                        : Math.round(parts.number("database", "latency")) + "ms",
                parts.number("memory", "heapUsedMB"),
                parts.text("cache", "type"),
                parts.number("cache", "hitRate"));
    }
}
