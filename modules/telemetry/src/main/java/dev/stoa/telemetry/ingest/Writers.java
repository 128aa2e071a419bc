package dev.stoa.telemetry.ingest;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.telemetry.event.TelemetryEvent;
import dev.stoa.telemetry.month.Months;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The few that write. What comes while all of them are at it goes together with what comes next: so
 * groups grow with the load by themselves, and nobody waits for company.
 */
final class Writers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Writers.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(6);

    private final Queue queue;
    private final EventStore store;
    private final Months months;
    private final IngestSignals signals;
    private final Consumer<List<TelemetryEvent>> accepted;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param accepted told of events that are stored; must be quick
     */
    Writers(
            Queue queue,
            EventStore store,
            Months months,
            IngestSignals signals,
            Consumer<List<TelemetryEvent>> accepted) {
        this.queue = queue;
        this.store = store;
        this.months = months;
        this.signals = signals;
        this.accepted = accepted;
    }

    void begin(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofVirtual().name("stoa-telemetry-writer-" + i).start(this::write));
        }
    }

    private void write() {
        try {
            for (List<Submission> next = queue.take(); !next.isEmpty(); next = queue.take()) {
                List<Submission> submissions = next;
                Work.within("telemetry ingest", LIMIT).run(() -> write(submissions));
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /**
     * What fails together is tried alone: one that can't be stored must not harm the others. An
     * error of the JVM is no reason for a writer to end, either.
     */
    private void write(List<Submission> submissions) {
        try {
            stored(submissions);
        } catch (Failure failure) {
            submissions.forEach(each -> each.outcome().completeExceptionally(failure));
        } catch (RuntimeException | Error e) {
            if (submissions.size() > 1) {
                submissions.forEach(each -> write(List.of(each)));
            } else {
                LOG.log(System.Logger.Level.ERROR, "Events could not be stored", e);
                submissions.getFirst().outcome().completeExceptionally(e);
            }
        }
    }

    private void stored(List<Submission> submissions) {
        try {
            once(submissions);
        } catch (ConstraintViolation _) {
            // A month is missing: one that went, or that nobody made.
            months.ensure();
            once(submissions);
        }
    }

    private void once(List<Submission> submissions) {
        Group group = Group.of(submissions, months);
        Set<Group.Entry> there = store.write(group.entries());
        signals.wrote(group.entries().size());
        group.answer(there);
        tell(group, there);
    }

    private void tell(Group group, Set<Group.Entry> there) {
        accepted.accept(
                group.entries().stream()
                        .filter(entry -> !there.contains(entry))
                        .map(Group.Entry::event)
                        .toList());
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        queue.close();
        try {
            for (Thread thread : threads) {
                thread.join(FAREWELL);
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
