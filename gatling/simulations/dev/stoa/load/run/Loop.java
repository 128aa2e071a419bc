package dev.stoa.load.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connections that ask again as soon as they are answered: plain sockets, as a load generator that
 * shares two processors with what it measures must cost next to nothing.
 */
final class Loop {
    static final int CONNECTIONS = 8;

    private Loop() {}

    /** One thing that is done again and again by one connection. */
    interface Turn extends AutoCloseable {
        void once() throws Exception;

        @Override
        void close() throws IOException, SQLException;
    }

    /** Makes a connection's own turn. */
    interface Turns {
        Turn of(int connection) throws Exception;
    }

    /** How often a second all connections together did it. */
    static double rate(Turns turns, double seconds) throws InterruptedException, IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            long began = System.nanoTime();
            long end = began + (long) (seconds * 1e9);
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int connection = i;
                all.add(() -> count(turns, connection, end));
            }
            long done = 0;
            for (Future<Long> each : threads.invokeAll(all)) {
                done += each.get();
            }
            return done / ((System.nanoTime() - began) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static long count(Turns turns, int connection, long end) throws Exception {
        long done = 0;
        try (Turn turn = turns.of(connection)) {
            while (System.nanoTime() < end) {
                turn.once();
                done++;
            }
        }
        return done;
    }

    /** Asks for {@code requests} in turn; anything but 200 ends it. */
    static Turns asking(URI origin, List<Request> requests) {
        return connection -> new Asking(origin, requests, connection);
    }

    /**
     * A GET.
     *
     * @param key API key, empty for none
     */
    record Request(String path, String key) {
        byte[] bytes() {
            return ("GET "
                            + path
                            + " HTTP/1.1\r\nHost: localhost\r\n"
                            + (key.isEmpty() ? "" : "X-API-Key: " + key + "\r\n")
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final class Asking implements Turn {
        private final List<byte[]> requests;
        private final Socket socket;
        private final InputStream in;
        private int at;

        Asking(URI origin, List<Request> requests, int connection) throws IOException {
            this.requests = requests.stream().map(Request::bytes).toList();
            this.socket = new Socket(origin.getHost(), origin.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(15_000);
            this.in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
            this.at = connection * 7;
        }

        @Override
        public void once() throws IOException {
            socket.getOutputStream().write(requests.get(at++ % requests.size()));
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            in.skipNBytes(length);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(status);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(80);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the node closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
