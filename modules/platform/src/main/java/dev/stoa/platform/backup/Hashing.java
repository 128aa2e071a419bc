package dev.stoa.platform.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Hashing {
    private Hashing() {}

    static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(byte[] bytes) {
        return text(begun().digest(bytes));
    }

    static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
