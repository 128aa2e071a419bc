package dev.stoa.maintenance.index;

import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Findings;
import dev.stoa.maintenance.plan.PlanHistorySettings;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import java.time.Duration;
import java.util.List;

/** Indexes, as a part of maintenance. */
public final class Indexes implements Feature {
    static final String BUILD_JOB = "maintenance.indexes.build";

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofHours(2);

    private final long large;
    private final IndexStore store;
    private final IndexExaminer examiner;
    private final IndexBuilds builds;
    private final IndexRoutes routes;

    public Indexes(Platform platform) {
        Settings settings = platform.settings();
        long leastBloat = settings.get(IndexSettings.BLOAT_BYTES);
        this.large = settings.get(PlanHistorySettings.LARGE_ROWS);
        this.store = new IndexStore(platform.upkeep(), leastBloat);
        this.examiner =
                new IndexExaminer(
                        store,
                        new IndexAnalysis(
                                large, leastBloat, settings.get(IndexSettings.UNUSED_AFTER)));
        BuildStore asked = new BuildStore(platform.database());
        this.builds =
                new IndexBuilds(
                        asked,
                        new IndexBuilder(platform.upkeep(), PATIENCE),
                        () -> Findings.lookAtIndexes(platform.jobs()));
        this.routes = new IndexRoutes(store, examiner, asked, platform.jobs());
    }

    /** What looks at indexes and tables. */
    public List<Examiner> examiners() {
        return List.of(examiner);
    }

    /** What the analysis of queries says of tables and indexes: fields within an open object. */
    public Json.Writer report() {
        IndexLook look = store.look();
        return new TableReport(look, examiner.advice(look), large)::write;
    }

    /** Its commands. */
    public static List<FeatureCommand> commands(Workbench workbench) {
        return List.of(
                new FeatureCommand("indexes", new IndexesListCommand(workbench)),
                new FeatureCommand("indexes", new IndexesCreateMissingCommand(workbench)));
    }

    @Override
    public String name() {
        return "index";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(IndexRoutes.NOT_APPLICABLE);
    }

    @Override
    public List<Job> jobs() {
        return List.of(new Job(BUILD_JOB, Schedule.every(INTERVAL), LIMIT, builds::run));
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Indexes.class.getResourceAsStream("schemas.json")));
    }
}
