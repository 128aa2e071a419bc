package dev.stoa.sessions.sign;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A signature from which its key can be found.
 *
 * <p>Only the low one of the two values of s is accepted: the other is as good to the curve, can be
 * made from the first by anybody, and would give one sign-in two signatures.
 *
 * @param r 1 to n-1
 * @param s 1 to (n-1)/2
 * @param parity of the nonce point's second coordinate, 0 or 1
 */
record Signature(BigInteger r, BigInteger s, int parity) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{130}");
    private static final int V_OFFSET = 27;

    /**
     * @throws SignInRefused when a number is out of its bounds
     */
    Signature {
        check(parity == 0 || parity == 1, Refusal.INVALID_V);
        check(isScalar(r), Refusal.R_OUT_OF_RANGE);
        check(isScalar(s), Refusal.S_OUT_OF_RANGE);
        check(s.compareTo(Secp256k1.HALF_ORDER) <= 0, Refusal.HIGH_S);
    }

    /**
     * The signature in {@code text}: {@code 0x}, then r and s in 64 hex digits each and v in two,
     * which is 0, 1, 27 or 28.
     *
     * @throws SignInRefused when it is anything else
     */
    static Signature parse(String text) {
        check(FORM.matcher(text).matches(), Refusal.INVALID_SIGNATURE);
        int v = Integer.parseInt(text, 130, 132, 16);
        return new Signature(
                new BigInteger(text.substring(2, 66), 16),
                new BigInteger(text.substring(66, 130), 16),
                v < V_OFFSET ? v : v - V_OFFSET);
    }

    private static boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(Secp256k1.ORDER) < 0;
    }

    private static void check(boolean isRight, Refusal refusal) {
        if (!isRight) {
            throw new SignInRefused(refusal);
        }
    }

    /** Says nothing: until its nonce is used, who has it can sign in. */
    @Override
    public String toString() {
        return "Signature";
    }
}
