package dev.stoa.platform.jobs;

import java.time.Duration;

/**
 * How a node runs jobs.
 *
 * @param node its name, of at most 50 characters
 * @param poll how often it looks for what is due
 * @param heartbeat how often it tells that it is alive; after four that did not come it is dead
 * @param grace longest time runs under way get when the node stops
 * @param enabled whether it runs any
 */
public record JobSchedulerConfig(
        String node, Duration poll, Duration heartbeat, Duration grace, boolean enabled) {
    private static final Duration POLL = Duration.ofSeconds(1);
    // A run is at most half a minute where its job doesn't say otherwise.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** As nodes do it: looking each second, dead after 40 s of silence. */
    public static JobSchedulerConfig of(String node, Duration grace, boolean enabled) {
        return new JobSchedulerConfig(node, POLL, HEARTBEAT, grace, enabled);
    }
}
