package dev.stoa.forum.change;

import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells of changes once they are committed. */
public final class Changes {
    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private final Caches caches;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    public Changes(Caches caches) {
        this.caches = caches;
    }

    /**
     * Tells {@code listener} of the changes that this node makes from now on, after caches forgot
     * what showed them. It must be quick: whoever made the change waits. What it throws is logged.
     */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Tells of {@code change} once {@code transaction} is committed, and never if it is not. */
    public void publish(Transaction transaction, Change change) {
        transaction.afterCommit(() -> publish(change));
    }

    /** Forgets what shows what changed, without telling anybody: the node that made it does. */
    public void forget(Change change) {
        caches.invalidate(Freshness.tags(change));
    }

    /** Tells of {@code change} now: it is committed. */
    public void publish(Change change) {
        caches.invalidate(Freshness.tags(change));
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A listener failed at " + change, e);
            }
        }
    }
}
