package dev.stoa.forum.live;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-minute tickets for streams, as browsers send no headers with those. A ticket names its holder
 * and is signed, so that any node can read it and none has to keep it; whether the holder is still
 * who they were is looked up when it is shown.
 */
final class Tickets {
    static final Duration LIFE = Duration.ofMinutes(1);

    private static final byte VERSION = 1;
    private static final byte LOGIN = 0;
    private static final byte KEY = 1;
    private static final int SIGNED = 1 + 1 + 8 + 8 + 8;
    private static final int MAC = 24;

    private final SecretKeySpec key;
    private final LiveStore store;
    private final InstantSource clock;

    /**
     * Signs by a key made of {@code secret} for this purpose alone.
     *
     * @param secret the same on every node
     */
    Tickets(byte[] secret, LiveStore store, InstantSource clock) {
        this.key = key(mac(key(secret), "stoa live ticket 1".getBytes(StandardCharsets.US_ASCII)));
        this.store = store;
        this.clock = clock;
    }

    /**
     * A ticket and its end.
     *
     * @param text 68 characters that need no escaping in an address; a secret
     */
    record Ticket(String text, Instant expiresAt) {}

    Ticket issue(Viewer.Member viewer) {
        Holder holder = Holder.of(viewer);
        Instant end = clock.instant().plus(LIFE);
        ByteBuffer bytes = ByteBuffer.allocate(SIGNED + MAC);
        bytes.put(VERSION).put(holder.kind() == Credential.Kind.LOGIN ? LOGIN : KEY);
        bytes.putLong(holder.member()).putLong(holder.credential()).putLong(end.toEpochMilli());
        bytes.put(mac(key, Arrays.copyOf(bytes.array(), SIGNED)), 0, MAC);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return new Ticket(text, Instant.ofEpochMilli(end.toEpochMilli()));
    }

    /**
     * The holder of a ticket, with the role they have now and no right but to read; one statement.
     *
     * @throws Failure.Unauthenticated for one that was not issued here, is too old, or whose holder
     *     was signed out, banned or deleted since
     */
    Viewer.Member viewer(String text) {
        Holder holder = read(text);
        Role role = store.standing(List.of(holder)).get(holder);
        if (role == null) {
            throw new Failure.Unauthenticated(
                    "Whoever made this ticket is not signed in any more.");
        }
        return new Viewer.Member(
                new MemberId(holder.member()),
                role,
                new Credential(
                        holder.kind(),
                        holder.credential(),
                        Set.of(Scope.FORUM_READ),
                        Credential.Allowance.DEFAULT));
    }

    private Holder read(String text) {
        byte[] bytes = bytes(text);
        byte[] signed = Arrays.copyOf(bytes, SIGNED);
        byte[] right = Arrays.copyOf(mac(key, signed), MAC);
        if (bytes.length != SIGNED + MAC
                || !MessageDigest.isEqual(right, Arrays.copyOfRange(bytes, SIGNED, SIGNED + MAC))) {
            throw new Failure.Unauthenticated("The ticket was not issued by this service.");
        }
        ByteBuffer in = ByteBuffer.wrap(signed);
        in.get();
        Credential.Kind kind = in.get() == LOGIN ? Credential.Kind.LOGIN : Credential.Kind.API_KEY;
        Holder holder = new Holder(in.getLong(), kind, in.getLong());
        if (clock.millis() >= in.getLong()) {
            throw new Failure.Unauthenticated("The ticket is too old; get another.");
        }
        return holder;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static byte[] mac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
