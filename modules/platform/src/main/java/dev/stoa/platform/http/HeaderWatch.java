package dev.stoa.platform.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose headers drip in: Helidon's idle timeout spares a connection once a
 * request line has arrived.
 */
final class HeaderWatch implements Http1ConnectionListener, AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Map<Thread, Long> reading = new ConcurrentHashMap<>();
    private final long patienceNanos;
    private final Thread scanner;

    HeaderWatch(Duration patience) {
        this.patienceNanos = patience.toNanos();
        this.scanner = Thread.ofPlatform().name("stoa-header-watch").daemon().start(this::watch);
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        reading.put(Thread.currentThread(), System.nanoTime());
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        reading.remove(Thread.currentThread());
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                long now = System.nanoTime();
                reading.forEach(
                        (thread, since) -> {
                            // An interrupt closes the socket that a virtual thread reads from.
                            if (now - since > patienceNanos && reading.remove(thread, since)) {
                                thread.interrupt();
                            }
                        });
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        scanner.interrupt();
    }
}
