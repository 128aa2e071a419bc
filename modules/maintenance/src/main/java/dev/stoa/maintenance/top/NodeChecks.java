package dev.stoa.maintenance.top;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is checked of a running node. */
final class NodeChecks {
    private static final Duration HEALTH = Duration.ofMillis(100);
    private static final double MEMORY_MB = 1000;

    private NodeChecks() {}

    static List<Check> of(NodeClient node) {
        try {
            // The first opens the connection, and wakes what sleeps.
            node.ask("/health");
            return List.of(health(node.ask("/health")), memory(node));
        } catch (NodeClient.Silent silent) {
            String why = String.valueOf(silent.getMessage());
            return List.of(new Check("health", false, why), new Check("memory", false, why));
        }
    }

    private static Check health(NodeClient.Said said) {
        return new Check(
                "health",
                said.status() == 200 && said.took().compareTo(HEALTH) < 0,
                String.format(
                        Locale.ROOT,
                        "%s in %.1f ms (less than %d ms)",
                        said.body().text("status"),
                        said.took().toNanos() / 1e6,
                        HEALTH.toMillis()));
    }

    private static Check memory(NodeClient node) throws NodeClient.Silent {
        Reading report = node.ask("/metrics").body();
        double resident = report.number("system", "residentMB");
        if (resident <= 0) {
            throw node.stranger();
        }
        return new Check(
                "memory",
                resident < MEMORY_MB,
                String.format(
                        Locale.ROOT,
                        "%.0f MB resident, %.0f MB of them heap in use (less than %.0f MB)",
                        resident,
                        report.number("system", "heapUsedMB"),
                        MEMORY_MB));
    }
}
