package dev.stoa.forum.live;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a stream of events off its socket, or leaves it unread. */
final class EventReader implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final List<String> head = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final StringBuilder comments = new StringBuilder();
    private volatile String lastId = "";
    private volatile boolean ended;

    /** An event as it came; the last has the name {@code end}. */
    record Event(String name, String id, String data) {}

    private EventReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Opens a stream and reads it as it comes. */
    static EventReader open(int port, String path, String... headers) {
        EventReader reader = asked(port, path, 0, headers);
        Thread.ofVirtual().start(reader::read);
        return reader;
    }

    /** Opens a stream of which nothing is read, over a socket that holds little. */
    static EventReader unread(int port, String path) {
        return asked(port, path, 2048);
    }

    private static EventReader asked(int port, String path, int buffer, String... headers) {
        try {
            Socket socket = new Socket();
            if (buffer > 0) {
                socket.setReceiveBufferSize(buffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            socket.getOutputStream()
                    .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            EventReader reader = new EventReader(socket);
            if (buffer == 0) {
                for (String line = reader.line(); !line.isEmpty(); line = reader.line()) {
                    reader.head.add(line);
                }
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return Integer.parseInt(head.getFirst().substring(9, 12));
    }

    String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ": ";
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }

    /** A line of the head, or that says how long a chunk is. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the end");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void read() {
        StringBuilder text = new StringBuilder();
        try {
            for (int size = size(); size > 0; size = size()) {
                text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line();
                for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                    block(text.substring(0, end));
                    text.delete(0, end + 2);
                }
            }
            ended = true;
        } catch (IOException _) {
            // Cut off; told as an event without a clean end.
        }
        events.add(new Event("end", "", ended ? "" : "cut"));
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void block(String block) {
        String name = "";
        String data = "";
        for (String line : block.split("\n", -1)) {
            if (line.startsWith(":")) {
                comments.append(':');
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            }
        }
        if (!data.isEmpty()) {
            events.add(new Event(name, lastId, data));
        }
    }

    /** The next event, which comes within 5 s. */
    Event next() {
        return next(Duration.ofSeconds(5));
    }

    /** The next event, which must come that soon. */
    Event next(Duration time) {
        Event event = within(time);
        if (event == null) {
            throw new AssertionError("no event within " + time);
        }
        return event;
    }

    /** The next event, if one comes that soon. */
    @Nullable Event within(Duration time) {
        try {
            return events.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Id of the place that a browser would go on from. */
    String lastId() {
        return lastId;
    }

    int heartbeats() {
        return comments.length();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
