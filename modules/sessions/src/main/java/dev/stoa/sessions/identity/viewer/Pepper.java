package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.config.Setting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns secrets into what is stored of them: HMAC-SHA-256, keyed with a secret of the nodes. */
public final class Pepper {
    public static final Setting<String> SECRET =
            Setting.secret(
                    "key-pepper",
                    "Keys the hashes of tokens, API keys, nonces and banned addresses; with database.url it must be set,"
                            + " the same on every node. Another one makes them all void.");

    private static final String ALGORITHM = "HmacSHA256";

    // Keyed once and copied for each use: finding and keying one takes longer than its work.
    private final Mac keyed;

    /** What a secret is for: the same text is stored differently for each. */
    public enum Use {
        TOKEN,
        REFRESH,
        API_KEY,
        NONCE,
        ADDRESS
    }

    /**
     * @param secret the key under {@link #SECRET}
     */
    public Pepper(byte[] secret) {
        try {
            this.keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is stored of {@code secret}: 32 bytes. */
    public byte[] hash(Use use, String secret) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(use.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) ':');
            return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
