package dev.stoa.telemetry.month;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.TableStatement;
import dev.stoa.telemetry.month.MonthStore.Partition;
import dev.stoa.telemetry.month.MonthStore.Retirement;
import dev.stoa.telemetry.month.MonthStore.State;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The jobs that make months ahead and let old ones go. */
final class MonthJobs {
    static final String AHEAD = "telemetry.partitions.ahead";
    static final String RETIRE = "telemetry.partitions.retire";

    /** Detaching waits for the longest transaction there is. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Neither blocks inserts: the lock that does is never taken on the parent. */
    static final TableStatement DETACH =
            TableStatement.named(
                    "telemetry.months.detach",
                    Budget.seconds(120),
                    "alter table telemetry_events detach partition {table} concurrently");

    static final TableStatement FINALIZE =
            TableStatement.named(
                    "telemetry.months.finalize",
                    Budget.seconds(120),
                    "alter table telemetry_events detach partition {table} finalize");

    private final Months months;
    private final int kept;
    private final Optional<Archive> archive;

    /**
     * @param kept months that are kept beside the current one
     * @param archive where months are written before they are dropped; empty for nowhere
     */
    MonthJobs(Months months, int kept, Optional<Archive> archive) {
        this.months = months;
        this.kept = kept;
        this.archive = archive;
    }

    List<Job> all() {
        return List.of(
                Job.of(AHEAD, Schedule.daily(LocalTime.of(2, 10)), this::makeAhead)
                        .serving("ensure-partitions"),
                new Job(RETIRE, Schedule.daily(LocalTime.of(2, 40)), LIMIT, this::retire));
    }

    void makeAhead(JobRun run) {
        months.refresh();
        for (Month month : months.missing()) {
            run.count("made", run.transaction(in -> MonthStore.add(in, month)) ? 1 : 0);
        }
        months.refresh();
    }

    /**
     * Each step is one that a next run finds done or does again. A month that can't go, as its
     * archive can't be written, keeps no other.
     */
    void retire(JobRun run) throws IOException {
        Month oldest = months.current().plus(-kept);
        List<Retirement> due =
                run.transaction(
                        in -> {
                            for (Partition each : MonthStore.all(in)) {
                                if (each.month().compareTo(oldest) < 0 || isLeft(each)) {
                                    MonthStore.retire(in, each.month(), archive.isPresent());
                                }
                            }
                            return MonthStore.due(in);
                        });
        finishInterrupted(run);
        IOException failed = null;
        for (Retirement each : due) {
            try {
                retire(run, each);
            } catch (IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Of one table PostgreSQL detaches one partition at a time, and no other until it is done. */
    private static void finishInterrupted(JobRun run) {
        for (Partition each : run.transaction(MonthStore::all)) {
            if (each.state() == State.DETACHING) {
                detach(run, each.month().partition());
            }
        }
    }

    private void retire(JobRun run, Retirement due) throws IOException {
        detach(run, due.name());
        months.refresh();
        if (due.isArchived() && isThere(run, due.name())) {
            Archive folder =
                    archive.orElseThrow(
                            () ->
                                    new IOException(
                                            due.name()
                                                    + " is to be archived before it is dropped, and"
                                                    + " this node has no telemetry.archive-folder"));
            run.count("archived", folder.write(run, due.name()));
        }
        run.transaction(
                in -> {
                    MonthStore.drop(in, due.name());
                    return due;
                });
        run.count("dropped", 1);
    }

    /** Somebody began to detach it by hand, or before rows of retirements were there. */
    private static boolean isLeft(Partition partition) {
        return partition.state() != State.ATTACHED && !partition.isRetired();
    }

    private static Optional<Partition> found(JobRun run, String name) {
        return run.transaction(MonthStore::all).stream()
                .filter(each -> each.month().partition().equals(name))
                .findFirst();
    }

    private static boolean isThere(JobRun run, String name) {
        return found(run, name).isPresent();
    }

    private static void detach(JobRun run, String name) {
        Optional<Partition> found = found(run, name);
        if (found.isEmpty()) {
            return;
        }
        switch (found.get().state()) {
            case ATTACHED -> {
                run.alone(DETACH.on(name));
                run.count("detached", 1);
            }
            case DETACHING -> {
                run.alone(FINALIZE.on(name));
                run.count("finished", 1);
            }
            case DETACHED -> {}
        }
    }
}
