package dev.stoa.maintenance.statement;

import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.incident.IncidentPart;
import dev.stoa.maintenance.plan.PlanStore;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Timers;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.sql.Explain;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Statements and their slow runs, as a part of maintenance. */
public final class Statements implements Feature {
    private static final Duration WRITTEN = Duration.ofSeconds(10);
    private static final LocalTime NIGHT = LocalTime.of(0, 20);
    private static final int BATCH = 500;

    private final Timers timers;
    private final InstantSource clock;
    private final Duration keep;
    private final SlowStore store;
    private final PlanTaker plans;
    private final SlowRing ring;
    private final StatementRoutes routes;
    private final List<Examiner> examiners;

    public Statements(Platform platform) {
        Observability observability = platform.observability();
        Explain explain = new Explain(platform.upkeep());
        this.timers = platform.timers();
        this.clock = platform.clock();
        this.keep = platform.settings().get(StatementSettings.KEEP);
        this.store = new SlowStore(platform.database());
        this.plans =
                new PlanTaker(
                        explain,
                        platform.settings().get(StatementSettings.PLANS),
                        observability.meters());
        this.ring = new SlowRing(plans);
        this.routes =
                new StatementRoutes(
                        observability.statements(),
                        new ServerStatistics(platform.upkeep()),
                        new PlanStore(platform.database()),
                        explain,
                        ring,
                        store);
        this.examiners =
                List.of(
                        new StatementExaminer(observability.statements(), observability.repeated()),
                        new SlowReview(store, observability.statements()));
        observability.statements().tell(ring);
    }

    /** What the incident bundle tells of slow runs. */
    public IncidentPart slowRuns() {
        return new SlowRuns(ring);
    }

    /** What looks for slow and for repeated statements. */
    public List<Examiner> examiners() {
        return examiners;
    }

    @Override
    public String name() {
        return "statement";
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(StatementRoutes.NO_PLAN);
    }

    @Override
    public List<Job> jobs() {
        return List.of(
                Job.of(
                        "maintenance.slow-statements.partitions",
                        Schedule.daily(NIGHT),
                        this::partitions));
    }

    private void partitions(JobRun run) {
        LocalDate first = LocalDate.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
        run.count("made", run.transaction(SlowStore::ensure));
        run.count("dropped", run.transaction(in -> SlowStore.drop(in, first)));
    }

    /** What can't be written stays for the next time. */
    private void write() {
        for (List<SlowQuery> batch = ring.unwritten(BATCH);
                !batch.isEmpty();
                batch = ring.unwritten(BATCH)) {
            store.write(batch);
            ring.written(batch);
        }
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Statements.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public void start() {
        plans.start();
        timers.every(WRITTEN, "maintenance.slow-statements.write", this::write);
    }

    @Override
    public void close() {
        plans.close();
    }
}
