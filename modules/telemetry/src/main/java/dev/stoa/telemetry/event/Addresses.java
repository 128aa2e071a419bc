package dev.stoa.telemetry.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How addresses are stored: as they are, in lower case, or hashed with a key of the service. */
public final class Addresses {
    /** Bytes of a hash that are kept; an address has as many. */
    private static final int KEPT = 20;

    private final Mac keyed;
    private final Form form;

    /**
     * @param key for hashes
     */
    public Addresses(byte[] key, Form form) {
        this.form = form;
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How they are stored. */
    public enum Form {
        PLAIN,
        HASHED
    }

    /** What is stored for an address. */
    public String stored(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return form == Form.PLAIN ? lower : hashed(lower);
    }

    /** All that may be stored for an address, whatever the settings were at the time. */
    public List<String> forms(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return List.of(lower, hashed(lower));
    }

    private String hashed(String lower) {
        try {
            byte[] hash = ((Mac) keyed.clone()).doFinal(lower.getBytes(StandardCharsets.US_ASCII));
            return "h:" + HexFormat.of().formatHex(hash, 0, KEPT);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
