package dev.stoa.maintenance.history;

import dev.stoa.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * What a node counted, kept in memory: some moments whole, a day of them as sums, and the one from
 * which the performance report counts.
 */
public final class History {
    /** Whole moments kept; examiners look over the time of all of them. */
    public static final int LATELY = 5;

    private static final int MOST_SUMS = 24 * 60;

    private final Platform platform;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Moment> moments = new ArrayDeque<>();
    private final Deque<Sum> sums = new ArrayDeque<>();
    private final Peaks peaks;
    private final Instant started;
    private Moment reset;

    public History(Platform platform) {
        this.platform = platform;
        // Between so many moments lies one time less.
        this.peaks = new Peaks(platform.observability().traffic(), LATELY - 1);
        this.started = platform.clock().instant();
        this.reset = Moment.start(started);
        moments.add(reset);
        sums.add(Sum.of(reset));
    }

    /** Keeps this moment; to be called each minute. */
    public void note() {
        Moment now = Moment.now(platform);
        lock.lock();
        try {
            peaks.note();
            moments.addLast(now);
            if (moments.size() > LATELY) {
                moments.removeFirst();
            }
            sums.addLast(Sum.of(now));
            if (sums.size() > MOST_SUMS) {
                sums.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From the oldest moment kept whole until now: about five minutes. */
    public Stretch lately() {
        return Stretch.between(oldest(), Moment.now(platform), peak(Peaks::lately));
    }

    /** Since the start of the node. */
    public Stretch all() {
        return Stretch.between(Moment.start(started), Moment.now(platform), peak(Peaks::all));
    }

    /** Since the last {@link #restart}, or the start. */
    public Stretch window() {
        return Stretch.between(from(), Moment.now(platform), peak(Peaks::window));
    }

    /** Lets the report's window begin now. */
    public void restart() {
        Moment now = Moment.now(platform);
        lock.lock();
        try {
            reset = now;
            peaks.restart();
        } finally {
            lock.unlock();
        }
    }

    private double peak(ToDoubleFunction<Peaks> of) {
        lock.lock();
        try {
            return of.applyAsDouble(peaks);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The sums of the last {@code length}.
     *
     * @param length of it that the node knows, and what came in it
     */
    public record Known(Duration length, Sum sum) {}

    /** What is known of the last {@code length}: less where the node has not run that long. */
    public Known known(Duration length) {
        Sum now = Sum.of(Moment.now(platform));
        Instant from = now.at().minus(length);
        Sum first = now;
        lock.lock();
        try {
            for (Sum each : sums) {
                first = each;
                if (!each.at().isBefore(from)) {
                    break;
                }
            }
        } finally {
            lock.unlock();
        }
        return new Known(Duration.between(first.at(), now.at()), now.since(first));
    }

    private Moment oldest() {
        lock.lock();
        try {
            return moments.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private Moment from() {
        lock.lock();
        try {
            return reset;
        } finally {
            lock.unlock();
        }
    }
}
