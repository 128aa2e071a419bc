package dev.stoa.maintenance.history;

import dev.stoa.platform.observe.Traffic;
import java.util.ArrayDeque;
import java.util.Deque;

/** Milliseconds of the longest requests of the times between moments; guarded by its owner. */
final class Peaks {
    private final Traffic traffic;
    private final int kept;
    private final Deque<Double> latest = new ArrayDeque<>();
    private double lasting;
    private double window;
    private double all;

    /**
     * @param kept how many times between moments are told apart
     */
    Peaks(Traffic traffic, int kept) {
        this.traffic = traffic;
        this.kept = kept;
    }

    /** A moment begins. */
    void note() {
        take();
        latest.addLast(lasting);
        lasting = 0;
        if (latest.size() > kept) {
            latest.removeFirst();
        }
    }

    private void take() {
        double peak = traffic.takePeak();
        lasting = Math.max(lasting, peak);
        window = Math.max(window, peak);
        all = Math.max(all, peak);
    }

    /** The window begins. */
    void restart() {
        take();
        window = 0;
    }

    /** Since the oldest moment that is kept. */
    double lately() {
        take();
        return latest.stream().mapToDouble(each -> each).reduce(lasting, Math::max);
    }

    /** Since {@link #restart}. */
    double window() {
        take();
        return window;
    }

    /** Since the start. */
    double all() {
        take();
        return all;
    }
}
