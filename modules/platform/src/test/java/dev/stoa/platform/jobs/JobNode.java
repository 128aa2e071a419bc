package dev.stoa.platform.jobs;

import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.SettingSources;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a node that runs jobs, without the rest of it. */
final class JobNode implements AutoCloseable {
    private final Observability observability =
            Observability.of(
                    Settings.load(
                            PlatformSettings.all(),
                            new SettingSources(Optional.empty(), Map.of(), Map.of())),
                    "test");
    private final JobScheduler scheduler;

    private JobNode(DatabaseAddress address, JobSchedulerConfig config, Job... jobs) {
        this.scheduler = new JobScheduler(config, address, observability, List.of(jobs));
        scheduler.start();
    }

    /** One that looks for due jobs often and tells each 100 ms that it is alive. */
    static JobNode alive(String name, TestDatabase database, Job... jobs) {
        return alive(name, database.jdbcUrl(), jobs);
    }

    static JobNode alive(String name, String url, Job... jobs) {
        return new JobNode(
                new DatabaseAddress(url, "postgres", ""),
                config(name, Duration.ofMillis(50), Duration.ofMillis(100)),
                jobs);
    }

    /** One that looks once and then neither looks nor tells, as if it were frozen in its run. */
    static JobNode silent(String name, TestDatabase database, Job... jobs) {
        return new JobNode(
                address(database), config(name, Duration.ofHours(1), Duration.ofHours(1)), jobs);
    }

    private static JobSchedulerConfig config(String name, Duration poll, Duration heartbeat) {
        return new JobSchedulerConfig(name, poll, heartbeat, Duration.ofSeconds(5), true);
    }

    static DatabaseAddress address(TestDatabase database) {
        return new DatabaseAddress(database.jdbcUrl(), "postgres", "");
    }

    /** The value of the line of its metrics that begins so. */
    double metric(String start) {
        String scrape =
                new String(
                        observability.scrape(null).body(), java.nio.charset.StandardCharsets.UTF_8);
        return scrape.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " is not in " + scrape));
    }

    @Override
    public void close() {
        scheduler.close();
        observability.close();
    }
}
