package dev.stoa.maintenance;

import dev.stoa.maintenance.activity.Activity;
import dev.stoa.maintenance.analysis.QueryAnalysis;
import dev.stoa.maintenance.cache.CacheOperations;
import dev.stoa.maintenance.drain.Draining;
import dev.stoa.maintenance.flag.FlagOperations;
import dev.stoa.maintenance.health.Probes;
import dev.stoa.maintenance.index.IndexSettings;
import dev.stoa.maintenance.index.Indexes;
import dev.stoa.maintenance.job.JobOperations;
import dev.stoa.maintenance.metric.Metrics;
import dev.stoa.maintenance.migration.MigrationOperations;
import dev.stoa.maintenance.optimization.Optimizing;
import dev.stoa.maintenance.plan.PlanHistorySettings;
import dev.stoa.maintenance.plan.Plans;
import dev.stoa.maintenance.statement.StatementSettings;
import dev.stoa.maintenance.statement.Statements;
import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Brings health, metrics and operations. */
public final class MaintenanceProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public MaintenanceProvider() {}

    @Override
    public List<Setting<?>> settings() {
        return Stream.of(PlanHistorySettings.ALL, StatementSettings.ALL, IndexSettings.ALL)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public List<FeatureCommand> commands(Workbench workbench) {
        return Indexes.commands(workbench);
    }

    @Override
    public Map<String, String> commandGroups() {
        return Map.of("indexes", "Indexes: see its commands.");
    }

    @Override
    public Feature create(Platform platform) {
        Plans plans = new Plans(platform);
        Statements statements = new Statements(platform);
        Indexes indexes = new Indexes(platform);
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
                        new Optimizing(platform),
                        plans,
                        statements,
                        indexes,
                        new Activity(platform),
                        new QueryAnalysis(platform, indexes)));
    }
}
