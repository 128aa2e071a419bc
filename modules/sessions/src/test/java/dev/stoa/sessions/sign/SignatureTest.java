package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a signature, and what does not though the curve would take it. */
class SignatureTest {
    private static final Vector VECTOR = Vector.named("statement");
    private static final String R = VECTOR.signature().substring(2, 66);
    private static final String S = VECTOR.signature().substring(66, 130);
    private static final String V = VECTOR.signature().substring(130);
    private static final BigInteger N =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static String hex(BigInteger number) {
        return "%064x".formatted(number);
    }

    private static Optional<Refusal> refusal(String r, String s, String v) {
        return Refusals.of(() -> SignInMessage.signed(VECTOR.message(), "0x" + r + s + v));
    }

    @Test
    void theOrderOfTheCurveIsTheStandards() {
        assertThat(Secp256k1.ORDER).isEqualTo(N);
        assertThat(Secp256k1.HALF_ORDER.shiftLeft(1).add(BigInteger.ONE)).isEqualTo(N);
    }

    @Test
    void bothWaysOfWritingVAndTheDigitsAreAccepted() {
        String other = "%02x".formatted(Integer.parseInt(V, 16) - 27);

        assertThat(refusal(R, S, V)).isEmpty();
        assertThat(refusal(R, S, other)).isEmpty();
        assertThat(refusal(R.toUpperCase(Locale.ROOT), S, V)).isEmpty();
    }

    @Test
    void theOtherParityIsAnotherSigner() {
        assertThat(refusal(R, S, V.equals("1b") ? "1c" : "1b")).contains(Refusal.OTHER_SIGNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "03", "1a", "1d", "1e", "25", "26", "ff"})
    void everyOtherVIsRefused(String v) {
        assertThat(refusal(R, S, v)).contains(Refusal.INVALID_V);
    }

    @Test
    void theHighTwinOfASignatureIsRefused() {
        String high = hex(N.subtract(new BigInteger(S, 16)));
        String toggled = V.equals("1b") ? "1c" : "1b";

        assertThat(refusal(R, high, toggled)).contains(Refusal.HIGH_S);
        assertThat(refusal(R, hex(Secp256k1.HALF_ORDER.add(BigInteger.ONE)), V))
                .contains(Refusal.HIGH_S);
        assertThat(refusal(R, hex(Secp256k1.HALF_ORDER), V)).contains(Refusal.OTHER_SIGNER);
    }

    @Test
    void numbersOutsideOfTheGroupAreRefused() {
        String most = "f".repeat(64);
        String zero = "0".repeat(64);

        assertThat(refusal(zero, S, V)).contains(Refusal.R_OUT_OF_RANGE);
        assertThat(refusal(hex(N), S, V)).contains(Refusal.R_OUT_OF_RANGE);
        assertThat(refusal(most, S, V)).contains(Refusal.R_OUT_OF_RANGE);
        assertThat(refusal(R, zero, V)).contains(Refusal.S_OUT_OF_RANGE);
        assertThat(refusal(R, hex(N), V)).contains(Refusal.S_OUT_OF_RANGE);
        assertThat(refusal(R, most, V)).contains(Refusal.S_OUT_OF_RANGE);
    }

    /** 5^3 + 7 has no square root in the field. */
    @Test
    void aNumberThatIsNoPointsCoordinateIsRefused() {
        assertThat(refusal(hex(BigInteger.valueOf(5)), S, V))
                .contains(Refusal.UNRECOVERABLE_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"0x, 1", "'', 0", "0X, 0", "0x0, 0", "' 0x', 0", "0x, 2"})
    void anythingElseIsNoSignature(String start, int cut) {
        String signature = start + VECTOR.signature().substring(2);

        assertThat(
                        Refusals.of(
                                () ->
                                        Signature.parse(
                                                signature.substring(0, signature.length() - cut))))
                .contains(Refusal.INVALID_SIGNATURE);
        assertThat(Refusals.of(() -> Signature.parse(VECTOR.signature() + "\n")))
                .contains(Refusal.INVALID_SIGNATURE);
    }

    @Test
    void aSignatureIsNotShown() {
        assertThat(Signature.parse(VECTOR.signature()).toString()).isEqualTo("Signature");
    }
}
