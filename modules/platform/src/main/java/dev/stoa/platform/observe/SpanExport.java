package dev.stoa.platform.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends kept spans in batches from a bounded queue, on a thread of its own. Whoever hands a span in
 * never waits: what finds the queue full is dropped, and everything is counted by its outcome. The
 * SDK's own batch processor counts its drops only in metrics of OpenTelemetry.
 */
final class SpanExport implements AutoCloseable {
    static final int QUEUE = 4096;
    static final int BATCH = 512;

    private static final System.Logger LOG = System.getLogger(SpanExport.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SpanExporter exporter;
    private final Duration patience;
    private final ArrayBlockingQueue<SpanData> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Counter exported;
    private final Counter dropped;
    private final Counter sampledOut;
    private final Counter failed;
    private final Thread thread;
    private volatile boolean closing;

    SpanExport(SpanExporter exporter, Duration patience, MeterRegistry meters) {
        this.exporter = exporter;
        this.patience = patience;
        this.exported = counter("exported", meters);
        this.dropped = counter("dropped", meters);
        this.sampledOut = counter("sampled_out", meters);
        this.failed = counter("failed", meters);
        this.thread = Thread.ofPlatform().daemon().name("span-export").start(this::run);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("stoa.trace.spans")
                .description("Spans by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    void offer(SpanData span) {
        if (!queue.offer(span)) {
            dropped.increment();
        }
    }

    void dropped(int count) {
        dropped.increment(count);
    }

    void sampledOut(int count) {
        sampledOut.increment(count);
    }

    private void run() {
        List<SpanData> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                SpanData first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                if (!closing && queue.size() < BATCH) {
                    // Traces come in bursts: a short wait makes one request of many.
                    Thread.sleep(50);
                }
                queue.drainTo(batch, BATCH - 1);
                send(List.copyOf(batch));
                batch.clear();
            }
        } catch (InterruptedException _) {
            // Closing took too long; what is left is counted by close.
            failed.increment(batch.size());
        }
    }

    private void send(List<SpanData> batch) throws InterruptedException {
        try {
            CompletableResultCode result = exporter.export(batch);
            result.join(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            (result.isSuccess() ? exported : failed).increment(batch.size());
        } catch (RuntimeException e) {
            failed.increment(batch.size());
            LOG.log(System.Logger.Level.DEBUG, "Spans could not be sent", e);
        }
    }

    /** Sends what is queued, for at most a second. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(Duration.ofSeconds(1))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        List<SpanData> left = new ArrayList<>();
        queue.drainTo(left);
        dropped.increment(left.size());
        exporter.shutdown();
    }
}
