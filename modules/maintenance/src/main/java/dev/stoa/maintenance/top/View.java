package dev.stoa.maintenance.top;

/**
 * All that the full screen shows, read at one moment.
 *
 * @param nanos when, by {@link System#nanoTime()}
 */
record View(
        long nanos,
        Reading health,
        Reading report,
        Reading statements,
        Reading pool,
        Reading caches,
        Reading jobs) {
    static View of(NodeClient node) throws NodeClient.Silent {
        return new View(
                System.nanoTime(),
                node.ask("/health/detailed").body(),
                node.ask("/metrics").body(),
                node.ask("/database/metrics").body(),
                node.ask("/database/connections").body(),
                node.ask("/api/ops/caches").body(),
                node.ask("/api/ops/jobs").body());
    }
}
