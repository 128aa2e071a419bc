package dev.stoa.maintenance;

import dev.stoa.maintenance.activity.Activity;
import dev.stoa.maintenance.analysis.QueryAnalysis;
import dev.stoa.maintenance.cache.CacheOperations;
import dev.stoa.maintenance.database.DatabaseOperations;
import dev.stoa.maintenance.dev.DevOperations;
import dev.stoa.maintenance.drain.Draining;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.FindingOperations;
import dev.stoa.maintenance.finding.FindingSettings;
import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.flag.FlagOperations;
import dev.stoa.maintenance.health.Health;
import dev.stoa.maintenance.health.Probes;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.incident.IncidentOperations;
import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.maintenance.index.IndexSettings;
import dev.stoa.maintenance.index.Indexes;
import dev.stoa.maintenance.job.JobOperations;
import dev.stoa.maintenance.log.LogOperations;
import dev.stoa.maintenance.metric.Metrics;
import dev.stoa.maintenance.metric.PerformanceReport;
import dev.stoa.maintenance.migration.MigrationOperations;
import dev.stoa.maintenance.optimization.Optimizing;
import dev.stoa.maintenance.plan.PlanHistorySettings;
import dev.stoa.maintenance.plan.Plans;
import dev.stoa.maintenance.size.Sizes;
import dev.stoa.maintenance.slo.Slo;
import dev.stoa.maintenance.statement.StatementSettings;
import dev.stoa.maintenance.statement.Statements;
import dev.stoa.maintenance.table.TableCare;
import dev.stoa.maintenance.top.CheckCommand;
import dev.stoa.maintenance.top.TopCommand;
import dev.stoa.maintenance.watch.Watching;
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
        return Stream.of(
                        PlanHistorySettings.ALL,
                        StatementSettings.ALL,
                        IndexSettings.ALL,
                        FindingSettings.all(),
                        Sizes.settings(),
                        CacheOperations.settings())
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public List<FeatureCommand> commands(Workbench workbench) {
        return Stream.concat(
                        Stream.of(
                                new FeatureCommand("", new TopCommand(workbench)),
                                new FeatureCommand("", new CheckCommand(workbench))),
                        Indexes.commands(workbench).stream())
                .toList();
    }

    @Override
    public Map<String, String> commandGroups() {
        return Map.of("indexes", "Indexes: see its commands.");
    }

    @Override
    public Feature create(Platform platform) {
        Health health = new Health(platform);
        History history = new History(platform);
        Sizes sizes = new Sizes(platform);
        Plans plans = new Plans(platform);
        Statements statements = new Statements(platform);
        Indexes indexes = new Indexes(platform);
        Activity activity = new Activity(platform);
        List<Examiner> examiners =
                Stream.of(
                                new Watching(platform, history, sizes).examiners(),
                                plans.examiners(),
                                statements.examiners(),
                                indexes.examiners())
                        .flatMap(List::stream)
                        .toList();
        Findings findings = new Findings(platform, examiners);
        PerformanceReport report = new PerformanceReport(platform, sizes, findings);
        List<IncidentPart> told = List.of(statements.slowRuns(), activity.locks());
        return new CompositeFeature(
                "maintenance",
                List.of(
                        new Probes(platform, health),
                        new Metrics(platform, report, history, findings),
                        new CacheOperations(platform),
                        new DatabaseOperations(platform, health, sizes),
                        new LogOperations(),
                        new DevOperations(platform, health),
                        new JobOperations(platform),
                        new FlagOperations(platform),
                        new Draining(platform),
                        new MigrationOperations(platform),
                        new Optimizing(platform),
                        plans,
                        statements,
                        indexes,
                        activity,
                        new QueryAnalysis(platform, indexes),
                        new FindingOperations(platform, findings, history),
                        new Slo(platform, history),
                        new IncidentOperations(platform, history, report, findings, told),
                        new TableCare(platform),
                        sizes));
    }
}
