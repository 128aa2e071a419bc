package dev.stoa.maintenance;

import dev.stoa.maintenance.cache.CacheOperations;
import dev.stoa.maintenance.drain.Draining;
import dev.stoa.maintenance.flag.FlagOperations;
import dev.stoa.maintenance.health.Probes;
import dev.stoa.maintenance.job.JobOperations;
import dev.stoa.maintenance.metric.Metrics;
import dev.stoa.maintenance.migration.MigrationOperations;
import dev.stoa.maintenance.optimization.Optimizing;
import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import java.util.List;

/** Brings health, metrics and operations. */
public final class MaintenanceProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public MaintenanceProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new CompositeFeature(
                "maintenance",
                List.of(
                        new Probes(platform),
                        new Metrics(platform),
                        new CacheOperations(platform),
                        new JobOperations(platform),
                        new FlagOperations(platform),
                        new Draining(platform),
                        new MigrationOperations(platform),
                        new Optimizing(platform)));
    }
}
