package dev.stoa.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Many requests for little: plain sockets that stay open, of which each sends the next request that
 * is due. More than an HTTP client could send on half the processors.
 */
final class RawLoad {
    private final URI origin;
    private final LongFunction<String> paths;

    /**
     * @param paths of requests by their number
     */
    RawLoad(URI origin, LongFunction<String> paths) {
        this.origin = origin;
        this.paths = paths;
    }

    /**
     * One answer.
     *
     * @param at milliseconds from the load's begin to when the request was due
     * @param took milliseconds from when it was due to its answer
     * @param status 0 where none came
     */
    record Shot(long at, long took, int status) {}

    /** What so many connections get that ask again as soon as they are answered. */
    List<Shot> closed(int connections, Duration time) {
        return shots(connections, 0, time);
    }

    /** What so many connections get that together ask so often a second. */
    List<Shot> open(int connections, double perSecond, Duration time) {
        return shots(connections, (long) (1e9 / perSecond), time);
    }

    private List<Shot> shots(int connections, long pause, Duration time) {
        Queue<Shot> shots = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong();
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                threads.execute(() -> shoot(shots, next, pause, began, time.toNanos()));
            }
        }
        return List.copyOf(shots);
    }

    private void shoot(Queue<Shot> shots, AtomicLong next, long pause, long began, long time) {
        Socket socket = new Socket();
        while (true) {
            long number = next.getAndIncrement();
            long due = pause == 0 ? System.nanoTime() : began + number * pause;
            if (due - began >= time) {
                close(socket);
                return;
            }
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int status = 0;
            try {
                if (!socket.isConnected()) {
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(15_000);
                    socket.connect(new InetSocketAddress(origin.getHost(), origin.getPort()));
                }
                status = asked(socket, paths.apply(number));
            } catch (IOException e) {
                close(socket);
                socket = new Socket();
            }
            shots.add(
                    new Shot(
                            (due - began) / 1_000_000,
                            (System.nanoTime() - due) / 1_000_000,
                            status));
        }
    }

    private static int asked(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    /** The milliseconds that so much of {@code shots}, from 0 to 1, did not take longer than. */
    static long quantile(List<Shot> shots, double share) {
        List<Long> took = shots.stream().map(Shot::took).sorted().toList();
        return took.isEmpty() ? 0 : took.get((int) Math.min(took.size() - 1, took.size() * share));
    }
}
