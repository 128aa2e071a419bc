package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limit of streams: so many may be open at once, the rest is refused at once. They last too
 * long to be counted with requests.
 */
final class Streams {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Streams(int most) {
        this.most = most;
    }

    /**
     * Lets the stream of this thread in.
     *
     * @throws Failure.Overloaded when there are too many
     */
    void enter() {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new Failure.Overloaded("This node has as many streams open as it may.");
        }
        threads.add(Thread.currentThread());
    }

    void leave() {
        threads.remove(Thread.currentThread());
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }

    /** Ends those that have not ended by themselves: an interrupt closes their connections. */
    void cut() {
        threads.forEach(Thread::interrupt);
    }
}
