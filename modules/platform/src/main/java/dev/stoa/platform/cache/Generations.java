package dev.stoa.platform.cache;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When each tag last changed, in epochs of this node: a counter that moves with every change.
 *
 * <p>Invariant: whoever reads an epoch and then asks for changes sees every change up to that
 * epoch, because a change is written down before its epoch is published, one change at a time. So a
 * value is good if none of its tags changed after the epoch that was read before its load began.
 *
 * <p>Bounded: tags are written into the younger of two maps; when it is full the older one is
 * forgotten, and what was last checked before the youngest change forgotten counts as changed.
 */
final class Generations {
    private record Book(
            ConcurrentHashMap<Long, Long> young,
            ConcurrentHashMap<Long, Long> old,
            long youngSince,
            long floor) {
        static Book emptyFrom(long floor) {
            return new Book(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), floor, floor);
        }

        boolean changedSince(Long key, long epoch) {
            Long changed = young.get(key);
            if (changed == null) {
                changed = old.get(key);
            }
            return changed != null && changed > epoch;
        }
    }

    private final int capacity;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile Book book = Book.emptyFrom(0);
    private volatile long epoch;

    /**
     * @param capacity tags remembered at least; twice as many at most
     */
    Generations(int capacity) {
        this.capacity = capacity;
    }

    long epoch() {
        return epoch;
    }

    /** Notes that {@code tags} changed. */
    void bump(Collection<Tag> tags) {
        changes.lock();
        try {
            long next = epoch + 1;
            if (book.young.size() + tags.size() > capacity) {
                book = new Book(new ConcurrentHashMap<>(), book.young, epoch, book.youngSince);
            }
            for (Tag tag : tags) {
                book.young.put(tag.key(), next);
            }
            epoch = next;
        } finally {
            changes.unlock();
        }
    }

    /** Notes that anything may have changed. */
    void bumpAll() {
        changes.lock();
        try {
            long next = epoch + 1;
            book = Book.emptyFrom(next);
            epoch = next;
        } finally {
            changes.unlock();
        }
    }

    /**
     * Whether one of some tags changed, or may have, after {@code since}.
     *
     * @param keys of the tags
     */
    boolean changedSince(long[] keys, long since) {
        Book now = book;
        if (since < now.floor) {
            return true;
        }
        for (long key : keys) {
            if (now.changedSince(key, since)) {
                return true;
            }
        }
        return false;
    }
}
