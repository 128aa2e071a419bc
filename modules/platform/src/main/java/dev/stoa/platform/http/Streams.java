package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.limit.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limit of streams: so many may be open at once, and so many of one client's address, the rest
 * is refused at once. They last too long to be counted with requests.
 */
final class Streams {
    private static final Duration LATER = Duration.ofSeconds(10);

    private final int most;
    private final int mostOfOne;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Caller.Address, Integer> byClient = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * @param most open at once
     * @param mostOfOne of them one client's
     */
    Streams(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Lets the stream of this thread in.
     *
     * @throws Failure.Overloaded when there are too many
     * @throws Failure.TooMany when too many of them are this client's
     */
    void enter(Caller.Address client) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new Failure.Overloaded("This node has as many streams open as it may.");
        }
        if (byClient.merge(client, 1, Integer::sum) > mostOfOne) {
            left(client);
            throw new Failure.TooMany(
                    "One client may have " + mostOfOne + " streams open; close one first.", LATER);
        }
        threads.add(Thread.currentThread());
    }

    void leave(Caller.Address client) {
        threads.remove(Thread.currentThread());
        left(client);
    }

    private void left(Caller.Address client) {
        byClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
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
