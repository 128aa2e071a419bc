package dev.stoa.floors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A batch of telemetry as bytes, made once; only the ids of its events are written anew each time,
 * so that making a batch costs the load next to nothing.
 */
final class Rows {
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 16;

    private final byte[] bytes;
    private final int[] ids;

    private Rows(byte[] bytes, int[] ids) {
        this.bytes = bytes;
        this.ids = ids;
    }

    /** Writes one event behind its id. */
    private interface Form {
        String row(
                String id, Instant at, String type, String session, String address, String props);
    }

    /** Events of about {@code at} as a JSON array. */
    static Rows json(int count, Instant at, long seed) {
        return of(
                count,
                at,
                seed,
                "[",
                ",",
                "]",
                (id, when, type, session, address, props) ->
                        "{\"eventId\":\"%s\",\"type\":\"%s\",\"occurredAt\":\"%s\"%s%s,\"props\":%s}"
                                .formatted(
                                        id,
                                        type,
                                        when,
                                        session.isEmpty()
                                                ? ""
                                                : ",\"sessionId\":\"" + session + "\"",
                                        address.isEmpty() ? "" : ",\"address\":\"" + address + "\"",
                                        props));
    }

    /** The same events as COPY has them. */
    static Rows copy(int count, Instant at, long seed) {
        return of(
                count,
                at,
                seed,
                "",
                "",
                "",
                (id, when, type, session, address, props) ->
                        String.join(
                                        "\t",
                                        id,
                                        when.toString(),
                                        type,
                                        session.isEmpty() ? "\\N" : session,
                                        address.isEmpty() ? "\\N" : address,
                                        props)
                                + "\n");
    }

    private static Rows of(
            int count, Instant at, long seed, String begin, String between, String end, Form form) {
        Random random = new Random(seed);
        var out = new ByteArrayOutputStream();
        int[] ids = new int[count];
        out.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < count; i++) {
            double popular = random.nextDouble();
            String row =
                    form.row(
                            "01234567-89ab-4cde-0123-456789abcdef",
                            at.plusMillis(random.nextInt(60_000)),
                            "measure." + (int) (20 * popular * popular),
                            random.nextInt(5) == 0 ? "" : "s" + random.nextInt(100_000),
                            random.nextInt(5) < 3
                                    ? ""
                                    : "0x%040x".formatted(random.nextInt(10_000)),
                            "{\"page\":\"/t/%d\",\"platform\":\"%s\",\"ms\":%d}"
                                    .formatted(
                                            random.nextInt(10_000),
                                            random.nextBoolean() ? "web" : "ios",
                                            random.nextInt(2_000)));
            out.writeBytes((i == 0 ? "" : between).getBytes(StandardCharsets.UTF_8));
            ids[i] = out.size() + row.indexOf("0123-456789abcdef");
            out.writeBytes(row.getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return new Rows(out.toByteArray(), ids);
    }

    /** The bytes with ids that nobody has had before; overwritten by the next call. */
    byte[] renewed() {
        long next = NEXT.getAndAdd(ids.length);
        for (int place : ids) {
            // Ids of clients are random: the last digits, spread, stand in no order.
            long id = next++ * 0x9E3779B97F4A7C15L;
            int at = place;
            for (int digit = 0; digit < DIGITS; digit++, at++) {
                at += digit == 4 ? 1 : 0;
                bytes[at] = HEX[(int) (id >>> (60 - 4 * digit)) & 15];
            }
        }
        return bytes;
    }

    int count() {
        return ids.length;
    }
}
