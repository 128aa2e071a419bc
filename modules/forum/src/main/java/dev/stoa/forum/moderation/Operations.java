package dev.stoa.forum.moderation;

import dev.stoa.forum.moderation.Operation.State;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.time.Duration;

/**
 * Does operations, each in two transactions: the first moves the posts, the second what members
 * keep of the threads. A node that is killed leaves an operation before, between or behind them,
 * and any node goes on from there; a row's lock says who is at it.
 */
final class Operations {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Database database;
    private final OperationStore store;
    private final Merge merge;
    private final Split split;

    Operations(Database database, OperationStore store, Merge merge, Split split) {
        this.database = database;
        this.store = store;
        this.merge = merge;
        this.split = split;
    }

    /** Begins {@code id} now, without waiting for its end. */
    void begin(long id) {
        Thread.ofVirtual().name("stoa-operation-" + id).start(() -> goOn(id));
    }

    /** Goes on with all that are open and nobody is at. */
    void goOn() {
        store.open().forEach(this::goOn);
    }

    private void goOn(long id) {
        Work.within("forum.operations", LIMIT).run(() -> whole(id));
    }

    private void whole(long id) {
        try {
            boolean isOpen = true;
            while (isOpen) {
                isOpen = database.transaction(in -> step(in, id));
            }
        } catch (Failure.Overloaded | Failure.Unavailable | Failure.DeadlineExceeded e) {
            LOG.log(System.Logger.Level.WARNING, "Operation " + id + " goes on later", e);
        } catch (Failure failure) {
            store.fail(id, failure.type().slug(), failure.detail());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Operation " + id + " failed", e);
            store.stumbled(id);
        }
    }

    /** Whether there is more to do, by this node. */
    private boolean step(Transaction in, long id) {
        Operation operation = OperationStore.take(in, id).orElse(null);
        if (operation == null) {
            return false;
        }
        if (operation.state() == State.QUEUED) {
            Moved moved =
                    operation.wish().into() != null
                            ? merge.move(in, operation.wish())
                            : split.move(in, operation);
            OperationStore.moved(in, id, moved.to(), moved.posts());
            return true;
        }
        if (operation.wish().into() != null) {
            merge.follow(in, operation);
        } else {
            split.follow(in, operation);
        }
        OperationStore.done(in, id);
        return false;
    }
}
