package dev.stoa.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What needs a processor for long, such as rendering a text: done on as many platform threads as
 * there are cores, so that requests, on virtual threads, go on beside it. What waits for one is
 * bounded.
 */
public final class CpuPool implements AutoCloseable {
    private static final int WAITING_PER_CORE = 64;

    /** Trees are walked by recursion: far more than bounded input can ask for. */
    private static final long STACK = 16L << 20;

    private final ThreadPoolExecutor threads;

    public CpuPool(int cores, MeterRegistry meters) {
        this.threads =
                new ThreadPoolExecutor(
                        cores,
                        cores,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(cores * WAITING_PER_CORE),
                        work ->
                                Thread.ofPlatform()
                                        .name("stoa-cpu")
                                        .daemon()
                                        .stackSize(STACK)
                                        .unstarted(work));
        Gauge.builder("stoa.cpu.waiting", threads, pool -> pool.getQueue().size())
                .description("Pieces of work that wait for a thread of the CPU pool")
                .register(meters);
    }

    /**
     * What {@code piece} makes, on a thread of the pool and as the work of this one.
     *
     * @throws Failure.Overloaded when too much waits already
     * @throws Failure.DeadlineExceeded when the work's time is over before; it is interrupted then
     */
    public <T> T run(Callable<T> piece) throws Exception {
        Work work = Work.current();
        Future<T> made = submitted(() -> work.run(piece));
        try {
            return made.get(work.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            made.cancel(true);
            throw new Failure.DeadlineExceeded("The time of the request was over.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private <T> Future<T> submitted(Callable<T> piece) {
        try {
            return threads.submit(piece);
        } catch (RejectedExecutionException _) {
            throw new Failure.Overloaded("Too much is waiting for a processor; try again.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
