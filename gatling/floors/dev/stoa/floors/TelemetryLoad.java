package dev.stoa.floors;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.PGConnection;

/**
 * Telemetry at full speed and at half of it through HTTP, and its floor, COPY. All goes into a
 * month of its own, emptied before each turn.
 */
final class TelemetryLoad {
    private static final int BATCH = 500;
    private static final int COPIED = 1_000;
    private static final int COPIERS = 2;
    private static final int SENDERS = 8;
    private static final int MONTHS_AGO = 5;
    private static final String KEY = "measures.telemetry";
    private static final String COPY =
            "copy telemetry_events (event_id, occurred_at, type, session_id, address, props) from stdin";

    private final String[] args;
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS_AGO);
    private final List<Long> took = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger errors = new AtomicInteger();

    private TelemetryLoad(String[] args) {
        this.args = args;
    }

    /**
     * Prints rows per second, p50 and p99 of a batch in ms, and errors.
     *
     * @param args JDBC URL, user and password of Stoa's database, then {@code make} and the node's
     *     pepper of keys; {@code copy} and seconds; {@code http}, seconds and a node's address;
     *     {@code paced}, seconds, address and rows per second; {@code leave}
     */
    public static void main(String[] args) throws Exception {
        var load = new TelemetryLoad(args);
        switch (args[3]) {
            case "make" -> load.make();
            case "copy" -> load.copied(seconds(args));
            case "http" -> load.sent(seconds(args), 0);
            case "paced" -> load.sent(seconds(args), Double.parseDouble(args[6]));
            default -> load.leave();
        }
    }

    private static int seconds(String[] args) {
        return Integer.parseInt(args[4]);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(args[0], args[1], args[2]);
    }

    private String partition() {
        return "telemetry_events_%d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private Instant at() {
        return month.atDay(15).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private void make() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(args[4].getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] hash = mac.doFinal(("api_key:" + KEY).getBytes(StandardCharsets.UTF_8));
        try (Connection connection = connection();
                Statement plain = connection.createStatement()) {
            plain.execute("select telemetry_add_month(date '" + month + "-01')");
            plain.execute("delete from api_keys where name = 'measure-telemetry'");
            try (PreparedStatement key =
                    connection.prepareStatement(
                            """
                            insert into api_keys (user_id, name, prefix, hmac, scopes)
                            select min(id), 'measure-telemetry', 'measures', ?, '{telemetry:write}'
                              from users where status = 'active'
                            """)) {
                key.setBytes(1, hash);
                key.execute();
            }
        }
    }

    private void leave() throws SQLException {
        try (Connection connection = connection();
                Statement plain = connection.createStatement()) {
            plain.execute("alter table telemetry_events detach partition " + partition());
            plain.execute("drop table " + partition());
            plain.execute("delete from telemetry_deltas where type like 'measure.%'");
            plain.execute("delete from telemetry_rollups where type like 'measure.%'");
            plain.execute("delete from telemetry_types where type like 'measure.%'");
            plain.execute("delete from api_keys where name = 'measure-telemetry'");
        }
    }

    private void empty() throws SQLException {
        try (Connection connection = connection();
                Statement plain = connection.createStatement()) {
            plain.execute("truncate " + partition());
            plain.execute("checkpoint");
        }
    }

    private interface Turn {
        void run() throws Exception;
    }

    /** Does {@code each} on so many threads; prints what they noted. */
    private void timed(int threads, int rows, Turn each) throws Exception {
        List<Thread> all = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            all.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            each.run();
                                        } catch (Exception e) {
                                            errors.incrementAndGet();
                                            System.err.println(e);
                                        }
                                    }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Collections.sort(took);
        System.out.printf(
                java.util.Locale.ROOT,
                "LOAD %.0f %.3f %.3f %d%n",
                took.size() * rows / seconds,
                took.get(took.size() / 2) / 1e6,
                took.get(took.size() * 99 / 100) / 1e6,
                errors.get());
    }

    private void copied(int seconds) throws Exception {
        empty();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicInteger number = new AtomicInteger();
        timed(
                COPIERS,
                COPIED,
                () -> {
                    Rows rows = Rows.copy(COPIED, at(), number.incrementAndGet());
                    try (Connection connection = connection()) {
                        connection.setAutoCommit(false);
                        var api = connection.unwrap(PGConnection.class).getCopyAPI();
                        while (System.nanoTime() < end) {
                            long started = System.nanoTime();
                            api.copyIn(COPY, new ByteArrayInputStream(rows.renewed()));
                            connection.commit();
                            took.add(System.nanoTime() - started);
                        }
                    }
                });
    }

    /**
     * @param rate rows per second, at times that don't depend on answers; 0 for all that goes
     */
    private void sent(int seconds, double rate) throws Exception {
        empty();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long apart = rate == 0 ? 0 : (long) (1e9 * BATCH / rate);
        AtomicInteger number = new AtomicInteger();
        AtomicInteger due = new AtomicInteger();
        timed(
                SENDERS,
                BATCH,
                () -> {
                    Rows rows = Rows.json(BATCH, at(), number.incrementAndGet());
                    URI node = URI.create(args[5]);
                    try (Socket socket =
                            new Socket(InetAddress.getLoopbackAddress(), node.getPort())) {
                        socket.setTcpNoDelay(true);
                        InputStream in = new BufferedInputStream(socket.getInputStream());
                        while (System.nanoTime() < end) {
                            long started =
                                    apart == 0
                                            ? System.nanoTime()
                                            : awaited(begin + apart * due.getAndIncrement());
                            post(socket.getOutputStream(), in, rows.renewed());
                            took.add(System.nanoTime() - started);
                        }
                    }
                });
    }

    private static long awaited(long time) throws InterruptedException {
        long left = time - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
        return time;
    }

    private void post(OutputStream out, InputStream in, byte[] body) throws IOException {
        String head =
                "POST /api/telemetry/events HTTP/1.1\r\nHost: measure\r\nContent-Type: application/json\r\n"
                        + "X-API-Key: "
                        + KEY
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.contains(" 202 ")
                || !answer.startsWith("{\"accepted\":" + BATCH + ",\"duplicates\":0")) {
            errors.incrementAndGet();
            System.err.println(status + " " + answer);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
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
}
