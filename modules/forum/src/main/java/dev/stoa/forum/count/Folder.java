package dev.stoa.forum.count;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Set;

/**
 * Adds deltas to the counters, one node at a time: whoever gets the lock folds, others leave it to
 * them. Deltas go away in the transaction that adds them, so a fold that fails loses nothing and
 * counts nothing twice.
 */
final class Folder {
    private final Database database;
    private final Changes changes;
    private final FoldSignals signals;

    Folder(Database database, Changes changes, FoldSignals signals) {
        this.database = database;
        this.changes = changes;
        this.signals = signals;
    }

    /** Folds until fewer deltas wait than one transaction takes; returns how many it folded. */
    long fold() {
        long folded = 0;
        long last;
        do {
            long started = System.nanoTime();
            try {
                last = database.transaction(this::batch);
            } catch (RuntimeException e) {
                signals.failed();
                throw e;
            }
            signals.folded(last, System.nanoTime() - started);
            folded += last;
        } while (last == FoldStore.MOST);
        return folded;
    }

    private long batch(Transaction transaction) {
        FoldStore store = new FoldStore(transaction);
        FoldStore.Waiting waiting = store.look();
        signals.waiting(waiting.deltas(), waiting.age());
        if (!waiting.isOurs() || waiting.deltas() == 0) {
            return 0;
        }
        List<Taken> taken = store.take();
        Fold fold = Fold.of(taken);
        store.add(fold);
        Set<Long> members = fold.members().byId().keySet();
        if (!fold.shown().isEmpty() || !members.isEmpty()) {
            changes.publish(transaction, new Change.CountsMoved(fold.shown(), members));
        }
        long deltas = taken.stream().mapToLong(Taken::deltas).sum();
        transaction.afterCommit(() -> signals.waiting(Math.max(0, waiting.deltas() - deltas), 0));
        return deltas;
    }
}
