package dev.stoa.sessions.sign;

import java.nio.charset.StandardCharsets;

/** What wallets sign when asked by {@code personal_sign}: EIP-191, version 0x45. */
final class Eip191 {
    private static final String PREFIX = "\u0019Ethereum Signed Message:\n";

    private Eip191() {}

    /** The 32 bytes that are signed for {@code message}. */
    static byte[] hash(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return Keccak.hash((PREFIX + bytes.length).getBytes(StandardCharsets.US_ASCII), bytes);
    }

    /**
     * Who signed {@code message}. Any signature is somebody's for any message: the answer means
     * something only where it is the expected one.
     *
     * @throws SignInRefused {@code unrecoverable-signature}
     */
    static Address signer(String message, Signature signature) {
        return Secp256k1.signer(hash(message), signature)
                .map(Address::ofKey)
                .orElseThrow(() -> new SignInRefused(Refusal.UNRECOVERABLE_SIGNATURE));
    }
}
