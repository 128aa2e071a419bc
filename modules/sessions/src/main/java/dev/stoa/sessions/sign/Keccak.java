package dev.stoa.sessions.sign;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: SHA-3 before its padding was changed. */
final class Keccak {
    private static final int BITS = 256;

    private Keccak() {}

    /** The 32 bytes for the bytes of {@code parts}, one after the other. */
    static byte[] hash(byte[]... parts) {
        var digest = new KeccakDigest(BITS);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
