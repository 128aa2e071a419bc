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

    /** How long a second answer, which must not come, is waited for. */
    private static final int SECOND_ANSWER_MILLIS = 5;

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
        socket.setSoTimeout(silenceMillis);
        var bytes = new ByteArrayOutputStream();
        boolean closed = false;
        try {
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                bytes.write(part, 0, n);
                if (isWhole(bytes.toString(StandardCharsets.ISO_8859_1))) {
                    socket.setSoTimeout(SECOND_ANSWER_MILLIS);
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

    private static boolean isWhole(String text) {
        int body = text.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(text);
        return body >= 0
                && length.find()
                && text.length() >= body + 4 + Integer.parseInt(length.group(1));
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
