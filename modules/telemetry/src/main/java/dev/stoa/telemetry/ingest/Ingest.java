package dev.stoa.telemetry.ingest;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.telemetry.event.Batch;
import dev.stoa.telemetry.event.Fault;
import dev.stoa.telemetry.event.Rejected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes batches in, and answers once they are on disk. */
final class Ingest {
    private final Queue queue;
    private final IngestSignals signals;

    Ingest(Queue queue, IngestSignals signals) {
        this.queue = queue;
        this.signals = signals;
    }

    /**
     * What became of a batch.
     *
     * @param accepted events stored by it
     * @param duplicates events that were there
     * @param rejected the others, in order
     */
    record Receipt(int accepted, int duplicates, List<Rejected> rejected) {}

    /**
     * Stores a batch.
     *
     * @param bytes of its body
     * @throws Failure.Overloaded where the queue is full
     * @throws Failure.DeadlineExceeded where the work's time is over before it is on disk; it may
     *     be stored nevertheless, and sending it again stores nothing twice
     */
    Receipt take(Batch batch, int bytes) {
        if (batch.events().isEmpty()) {
            return receipt(batch, new Submission.Outcome(0, List.of()));
        }
        Submission submission = Submission.of(batch.events(), bytes);
        if (!queue.offer(submission)) {
            signals.full(batch.events().size());
            throw new Failure.Overloaded(
                    "More events wait to be written than may; send the batch again.");
        }
        return receipt(batch, awaited(submission));
    }

    private Submission.Outcome awaited(Submission submission) {
        Work work = Work.current();
        long started = System.nanoTime();
        try {
            return submission.outcome().get(work.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            signals.failed(submission.events().size());
            throw new Failure.DeadlineExceeded("The batch was not on disk in time; send it again.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Overloaded("The request was interrupted.");
        } catch (ExecutionException e) {
            signals.failed(submission.events().size());
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } finally {
            work.trace().note("group commit", started);
        }
    }

    private Receipt receipt(Batch batch, Submission.Outcome outcome) {
        List<Rejected> rejected = batch.rejected();
        if (!outcome.late().isEmpty()) {
            rejected = withLate(batch, outcome.late());
        }
        int accepted = batch.events().size() - outcome.duplicates() - outcome.late().size();
        signals.answered(accepted, outcome.duplicates(), rejected);
        return new Receipt(accepted, outcome.duplicates(), rejected);
    }

    /** An event's place in the batch is its place among those that were sound, and the gaps. */
    private static List<Rejected> withLate(Batch batch, List<Integer> late) {
        List<Integer> places = new ArrayList<>();
        int gaps = 0;
        for (int i = 0; i < batch.events().size(); i++) {
            while (gaps < batch.rejected().size()
                    && batch.rejected().get(gaps).index() == i + gaps) {
                gaps++;
            }
            places.add(i + gaps);
        }
        List<Rejected> all = new ArrayList<>(batch.rejected());
        late.forEach(place -> all.add(new Rejected(places.get(place), Fault.TOO_OLD)));
        all.sort(Comparator.comparingInt(Rejected::index));
        return all;
    }
}
