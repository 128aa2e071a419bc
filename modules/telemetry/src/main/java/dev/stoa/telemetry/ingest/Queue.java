package dev.stoa.telemetry.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** What waits to be written, bounded in events and in bytes; whoever adds never waits. */
final class Queue {
    /** Bodies that wait are held in memory. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final int capacity;
    private final IntSupplier group;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private int events;
    private long bytes;
    private boolean closed;

    /**
     * @param capacity most events that wait
     * @param group most events that are taken at once, but for one submission of more
     */
    Queue(int capacity, IntSupplier group) {
        this.capacity = capacity;
        this.group = group;
    }

    /** Adds a submission; false where there is no room, or the queue is closed. */
    boolean offer(Submission submission) {
        lock.lock();
        try {
            int more = submission.events().size();
            if (closed || events + more > capacity || bytes + submission.bytes() > MOST_BYTES) {
                return false;
            }
            waiting.add(submission);
            events += more;
            bytes += submission.bytes();
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for submissions and takes the first that fit into a group; none once it is closed. */
    List<Submission> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.await();
            }
            List<Submission> taken = new ArrayList<>();
            int most = group.getAsInt();
            int size = 0;
            for (Submission next = waiting.peek();
                    next != null && (size == 0 || size + next.events().size() <= most);
                    next = waiting.peek()) {
                taken.add(waiting.remove());
                size += next.events().size();
                bytes -= next.bytes();
            }
            events -= size;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Events that wait. */
    int size() {
        lock.lock();
        try {
            return events;
        } finally {
            lock.unlock();
        }
    }

    int capacity() {
        return capacity;
    }

    /** Takes nothing more; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
