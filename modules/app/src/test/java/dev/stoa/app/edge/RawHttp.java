package dev.stoa.app.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bytes to a listener and what comes back, without a client that would correct them. */
final class RawHttp implements AutoCloseable {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 \\d{3}[ \\r]");

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private static final Pattern CLOSES = Pattern.compile("(?i)\r\nconnection: close\r\n");

    /** How long one more answer, which must not come, is waited for. */
    private static final int MORE_MILLIS = 5;

    private final Socket socket;

    RawHttp(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
    }

    /** What comes back for {@code request}, read until the listener closes or falls silent. */
    static Answer ask(int port, byte[] request, int silenceMillis) throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(request);
            return http.answer(silenceMillis);
        }
    }

    static Answer ask(int port, String request) throws IOException {
        return ask(port, request.getBytes(StandardCharsets.ISO_8859_1), 2000);
    }

    /** The same for a request with another one behind it, each of which is to be answered. */
    static Answer askTwo(int port, String requests) throws IOException {
        try (var http = new RawHttp(port)) {
            http.send(requests.getBytes(StandardCharsets.ISO_8859_1));
            return http.answers(2, 2000);
        }
    }

    /** Sends as much as is taken: a listener that refused may have closed already. */
    boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What comes back, byte by byte. */
    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    Answer answer(int silenceMillis) throws IOException {
        return answers(1, silenceMillis);
    }

    private Answer answers(int count, int silenceMillis) throws IOException {
        socket.setSoTimeout(silenceMillis);
        var bytes = new ByteArrayOutputStream();
        boolean closed = false;
        try {
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                bytes.write(part, 0, n);
                if (isOpenAfter(count, bytes.toString(StandardCharsets.ISO_8859_1))) {
                    socket.setSoTimeout(MORE_MILLIS);
                }
            }
            closed = true;
        } catch (SocketTimeoutException e) {
            // It keeps the connection.
        } catch (IOException e) {
            closed = true; // reset
        }
        return new Answer(bytes.toString(StandardCharsets.UTF_8), closed);
    }

    /** Whether {@code text} is that many whole answers, none of which says that it is the last. */
    private static boolean isOpenAfter(int count, String text) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            int body = text.indexOf("\r\n\r\n", at);
            var length = LENGTH.matcher(text);
            if (body < 0 || !length.find(at)) {
                return false;
            }
            at = body + 4 + Integer.parseInt(length.group(1));
        }
        return text.length() >= at && !CLOSES.matcher(text).find();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** All that came back, and whether the listener closed. */
    record Answer(String text, boolean closed) {
        /** The first status, 0 where nothing came back. */
        int status() {
            return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12));
        }

        long count() {
            return STATUS_LINE.matcher(text).results().count();
        }

        String body() {
            int at = text.indexOf("\r\n\r\n");
            return at < 0 ? "" : text.substring(at + 4);
        }
    }
}
