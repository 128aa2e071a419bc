package dev.stoa.forum.count;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The job that looks whether counters are right, and repairs those that aren't. It walks over
 * everything there is in steps, and goes on next time where its time was over. It keeps no folder
 * waiting: what it compares is of one snapshot, and it adds differences, never sets counters.
 */
final class Audit {
    static final String JOB = "forum.counters.drift";
    private static final System.Logger LOG = System.getLogger(Audit.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    /** The parts of a walk, in their order: structures count what their threads count. */
    enum Part {
        THREAD_VOTES,
        POST_VOTES,
        FAVORITES,
        THREADS,
        STRUCTURES,
        MEMBERS
    }

    /** Where a walk is: behind the id {@code after} in a part. */
    record Place(Part part, long after) {
        static final Place START = new Place(Part.THREAD_VOTES, 0);

        /** A part of another release is none of ours: the walk begins anew. */
        static Place of(String part, long after) {
            for (Part known : Part.values()) {
                if (known.name().equals(part)) {
                    return new Place(known, after);
                }
            }
            return START;
        }
    }

    /** What is repaired by a statement, and its name in metrics. */
    private record Repair(Drift drift, Statement statement) {}

    private static final Map<Part, List<Repair>> REPAIRS =
            new EnumMap<>(
                    Map.of(
                            Part.THREAD_VOTES,
                            List.of(new Repair(Drift.THREAD_VOTES, AuditStore.THREAD_VOTES)),
                            Part.POST_VOTES,
                            List.of(new Repair(Drift.POST_VOTES, AuditStore.POST_VOTES)),
                            Part.FAVORITES,
                            List.of(new Repair(Drift.FAVORITES, AuditStore.FAVORITES)),
                            Part.THREADS,
                            List.of(
                                    new Repair(Drift.MISSING, AuditStore.NEW_THREADS),
                                    new Repair(Drift.MISSING, AuditStore.NEW_POSTS),
                                    new Repair(Drift.THREAD_POSTS, AuditStore.THREAD_POSTS),
                                    new Repair(Drift.REPLIES, AuditStore.REPLIES),
                                    new Repair(Drift.SCORES, AuditStore.THREAD_SCORES),
                                    new Repair(Drift.SCORES, AuditStore.POST_SCORES)),
                            Part.STRUCTURES,
                            List.of(new Repair(Drift.STRUCTURES, AuditStore.STRUCTURES)),
                            Part.MEMBERS,
                            List.of(new Repair(Drift.MEMBERS, AuditStore.OF_MEMBERS))));

    private final DriftSignals signals;

    Audit(DriftSignals signals) {
        this.signals = signals;
    }

    Job job() {
        return new Job(JOB, Schedule.every(INTERVAL), LIMIT, this::walk);
    }

    /** To the end of the walk, or as far as time allows. */
    private void walk(JobRun run) {
        long end = System.nanoTime() + ENOUGH.toNanos();
        Place at;
        do {
            Step step = run.transaction(Audit::step);
            run.count("checked", step.checked());
            step.repaired().forEach((drift, rows) -> told(run, drift, rows));
            at = step.next();
        } while (!at.equals(Place.START) && System.nanoTime() < end);
        run.count("whole", at.equals(Place.START) ? 1 : 0);
    }

    private void told(JobRun run, Drift drift, long rows) {
        run.count("repaired " + drift.word(), rows);
        signals.repaired(drift, rows);
        LOG.log(
                System.Logger.Level.WARNING,
                "Counters were off and are repaired: {0} rows, {1}",
                rows,
                drift.word());
    }

    /** What a step did: how many things it looked at, which rows were wrong, and where it ends. */
    record Step(long checked, Map<Drift, Long> repaired, Place next) {}

    static Step step(Transaction transaction) {
        AuditStore store = new AuditStore(transaction);
        Place at = store.at();
        Step step =
                switch (at.part()) {
                    case THREAD_VOTES, POST_VOTES, FAVORITES -> whole(store, at.part());
                    case STRUCTURES -> {
                        // Times are set, not added: a fold meanwhile must not know a later one.
                        Counters.hold(transaction);
                        Step whole = whole(store, at.part());
                        store.repair(AuditStore.LAST_POSTS);
                        yield whole;
                    }
                    case THREADS -> range(store, at, store.threads(at.after()));
                    case MEMBERS -> range(store, at, store.members(at.after()));
                };
        store.move(step.next());
        return step;
    }

    private static Step whole(AuditStore store, Part part) {
        Map<Drift, Long> repaired = new EnumMap<>(Drift.class);
        repairs(part).forEach(each -> add(repaired, each, store.repair(each.statement())));
        return new Step(0, repaired, after(part));
    }

    private static Step range(AuditStore store, Place at, AuditStore.Reach reach) {
        if (reach.things() == 0) {
            return new Step(0, Map.of(), after(at.part()));
        }
        Map<Drift, Long> repaired = new EnumMap<>(Drift.class);
        repairs(at.part())
                .forEach(
                        each ->
                                add(
                                        repaired,
                                        each,
                                        store.repair(each.statement(), at.after(), reach.last())));
        return new Step(reach.things(), repaired, new Place(at.part(), reach.last()));
    }

    private static List<Repair> repairs(Part part) {
        return REPAIRS.getOrDefault(part, List.of());
    }

    private static void add(Map<Drift, Long> repaired, Repair repair, long rows) {
        if (rows > 0) {
            repaired.merge(repair.drift(), rows, Long::sum);
        }
    }

    private static Place after(Part part) {
        return switch (part) {
            case THREAD_VOTES -> new Place(Part.POST_VOTES, 0);
            case POST_VOTES -> new Place(Part.FAVORITES, 0);
            case FAVORITES -> new Place(Part.THREADS, 0);
            case THREADS -> new Place(Part.STRUCTURES, 0);
            case STRUCTURES -> new Place(Part.MEMBERS, 0);
            case MEMBERS -> Place.START;
        };
    }
}
