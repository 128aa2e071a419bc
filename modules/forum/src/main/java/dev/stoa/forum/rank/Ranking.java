package dev.stoa.forum.rank;

import dev.stoa.platform.Work;
import dev.stoa.platform.flag.Flag;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The ranked snapshots: which are current, and their refresh. */
public final class Ranking {
    /** Whether snapshots are made anew. */
    public static final Flag SNAPSHOTS =
            Flag.on(
                    "forum.ranking-snapshots",
                    "Trending and top are ranked anew at intervals; off, they stay as they were last ranked.");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RankStore store;
    private final Duration interval;
    private final Timer cost;
    private volatile List<RankEpoch> epochs = List.of();

    public Ranking(Database database, Duration interval, MeterRegistry meters) {
        this.store = new RankStore(database);
        this.interval = interval;
        this.cost =
                Timer.builder("stoa.rank.refresh")
                        .description("Time one refresh of the ranked snapshots took")
                        .register(meters);
    }

    /** Makes a snapshot without a node, for a command that has just filled the forum. */
    public static void refresh(Database database) {
        Work.unlimited("forum.ranks.refresh")
                .run((Runnable) () -> new RankStore(database).refresh());
    }

    /** The snapshot that new readers get. */
    public RankEpoch current() {
        List<RankEpoch> known = epochs;
        return known.isEmpty() ? RankEpoch.NONE : known.getFirst();
    }

    /** The snapshot numbered {@code epoch} while it is kept. */
    public Optional<RankEpoch> kept(long epoch) {
        return epochs.stream().filter(each -> each.epoch() == epoch).findFirst();
    }

    /**
     * Sees which snapshots there are; one statement. Another node, or an import, may have made one.
     */
    public void look() {
        epochs = List.copyOf(store.epochs());
    }

    /** Makes the first snapshot there is, so that a new forum can be read at once. */
    public void begin() {
        look();
        if (epochs.isEmpty()) {
            Work.within("forum.ranks.refresh", LIMIT).run((Runnable) store::refresh);
            look();
        }
    }

    /** Makes a snapshot every interval, on one node; all of them see it by {@link #look}. */
    public Job refreshing(InstantSource clock, Flags flags) {
        Job job =
                new Job(
                        "forum.ranks.refresh",
                        Schedule.every(interval),
                        LIMIT,
                        run -> {
                            if (flags.isOn(SNAPSHOTS)) {
                                refresh(run, clock);
                            }
                        });
        return job.serving("refresh-ranking");
    }

    /** One that an import has just made is new enough. */
    private void refresh(JobRun run, InstantSource clock) {
        long started = System.nanoTime();
        Instant due = clock.instant().minus(interval.dividedBy(2));
        boolean made =
                run.transaction(
                        transaction ->
                                isDue(transaction, due)
                                        && RankStore.snapshot(transaction).isPresent());
        if (made) {
            cost.record(Duration.ofNanos(System.nanoTime() - started));
            run.count("snapshots", 1);
        }
    }

    private static boolean isDue(Transaction transaction, Instant due) {
        return RankStore.epochs(transaction).stream().noneMatch(epoch -> epoch.at().isAfter(due));
    }
}
