package dev.stoa.platform.cache;

import dev.stoa.platform.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One load of one key under way, and those who wait for it. */
final class Flight {
    private final long epoch;
    private final CompletableFuture<Arrival> landing = new CompletableFuture<>();

    /**
     * @param epoch of the node before the load began
     */
    Flight(long epoch) {
        this.epoch = epoch;
    }

    long epoch() {
        return epoch;
    }

    boolean isOver() {
        return landing.isDone();
    }

    void land(Arrival arrival) {
        landing.complete(arrival);
    }

    void fail(Throwable cause) {
        landing.completeExceptionally(cause);
    }

    /**
     * What the load found, null if it takes longer than {@code nanos}.
     *
     * @throws RuntimeException what the load threw
     */
    @Nullable Arrival await(long nanos) {
        try {
            return landing.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.DeadlineExceeded("Interrupted while waiting for a value.");
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    /** {@code cause} itself where it can be thrown, wrapped where it is checked. */
    static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
