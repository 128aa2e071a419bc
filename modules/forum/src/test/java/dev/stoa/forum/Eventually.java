package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what must come to pass in time. */
public final class Eventually {
    private Eventually() {}

    /** Returns once {@code condition} holds; fails when it does not within {@code time}. */
    public static void within(Duration time, String what, Callable<Boolean> condition)
            throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(time);
            Thread.sleep(10);
        }
    }
}
