package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors: version, key id, time of issue, hash of the list they belong to, the
 * tuple, and an HMAC over it all, so that a client can't make one up and reading one needs no SQL.
 */
public final class Cursors {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + 1 + 4 + 8 + 1;
    private static final int MAC = 12;
    private static final int MOST_PARTS = 6;
    private static final Duration LIFE = Duration.ofHours(24);

    /** Times of issue are that coarse, or the same page would have another ETag each second. */
    private static final Duration GRAIN = Duration.ofMinutes(10);

    // Keyed once and copied for each use: finding and keying one takes longer than its work.
    private final Mac keyed;
    private final byte keyId;
    private final InstantSource clock;

    /**
     * Cursors signed with {@code secret}, the same on every node.
     *
     * @param secret at least 16 bytes
     */
    public Cursors(byte[] secret, InstantSource clock) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("the cursor key must have at least 16 bytes");
        }
        this.keyed = keyed(secret);
        this.keyId = mac("key id".getBytes(StandardCharsets.US_ASCII))[0];
        this.clock = clock;
    }

    /**
     * The text of {@code cursor}.
     *
     * @param list the list it belongs to: route, filters and, where a list is not shared, the
     *     viewer
     */
    public String write(Cursor cursor, String list) {
        int parts = cursor.tuple().size();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + 8 * parts + MAC);
        bytes.put(VERSION).put(keyId).putInt((int) issued(clock.instant())).putLong(hash(list));
        bytes.put((byte) (parts << 1 | (cursor.direction() == Cursor.Direction.BEFORE ? 1 : 0)));
        for (int i = 0; i < parts; i++) {
            bytes.putLong(cursor.tuple().part(i));
        }
        byte[] signed = Arrays.copyOf(bytes.array(), bytes.position());
        bytes.put(mac(signed), 0, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The cursor in {@code text}.
     *
     * @throws Failure.Invalid {@code invalid-cursor} when it was not issued here, {@code
     *     cursor-mismatch} when it belongs to another list
     * @throws Failure.Conflict {@code cursor-expired} when it is older than a day or signed with an
     *     old key
     */
    public Cursor read(String text, String list) {
        byte[] bytes = bytes(text);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD + 8 + MAC || in.get() != VERSION) {
            throw invalid();
        }
        if (in.get() != keyId) {
            throw expired();
        }
        byte[] signed = Arrays.copyOf(bytes, bytes.length - MAC);
        byte[] mac = Arrays.copyOfRange(bytes, bytes.length - MAC, bytes.length);
        if (!MessageDigest.isEqual(mac, Arrays.copyOf(mac(signed), MAC))) {
            throw invalid();
        }
        long issued = Integer.toUnsignedLong(in.getInt());
        if (clock.instant().getEpochSecond() - issued > LIFE.plus(GRAIN).toSeconds()) {
            throw expired();
        }
        if (in.getLong() != hash(list)) {
            throw new Failure.Invalid(
                    Problems.CURSOR_MISMATCH,
                    "The cursor belongs to a list with other filters or another viewer.");
        }
        return tuple(in, signed.length);
    }

    private static long issued(Instant now) {
        return now.getEpochSecond() / GRAIN.toSeconds() * GRAIN.toSeconds();
    }

    private static Cursor tuple(ByteBuffer in, int length) {
        int shape = in.get();
        int parts = shape >> 1;
        if (parts < 1 || parts > MOST_PARTS || length != HEAD + 8 * parts) {
            throw invalid();
        }
        long[] tuple = new long[parts];
        for (int i = 0; i < parts; i++) {
            tuple[i] = in.getLong();
        }
        return (shape & 1) == 1 ? Cursor.before(tuple) : Cursor.after(tuple);
    }

    private static byte[] bytes(String text) {
        if (text.length() > 160) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Failure invalid() {
        return new Failure.Invalid(
                Problems.INVALID_CURSOR, "The cursor was not issued by this service.");
    }

    private static Failure expired() {
        return new Failure.Conflict(
                Problems.CURSOR_EXPIRED, "The cursor is too old; start again from the first page.");
    }

    private static long hash(String list) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(list.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] mac(byte[] signed) {
        try {
            return ((Mac) keyed.clone()).doFinal(signed);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
