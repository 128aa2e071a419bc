package dev.stoa.sessions.sign;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** The curve of Ethereum's keys. It only ever handles public values, so time may depend on them. */
final class Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final int FIELD_BYTES = 32;

    /** The number of the curve's points, n. */
    static final BigInteger ORDER = CURVE.getN();

    /** The greatest low s, (n-1)/2. */
    static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private Secp256k1() {}

    /**
     * The public key that signed, both coordinates in 64 bytes; empty when none can have (SEC 1,
     * 4.1.6).
     *
     * @param hash what was signed, 32 bytes
     */
    static Optional<byte[]> signer(byte[] hash, Signature signature) {
        // r is below n and so below the field's size: it is the coordinate itself. The other one
        // that could be, r + n, is what v of 2 and 3 stand for; nobody has ever met it.
        Optional<ECPoint> nonce = point(signature.r(), signature.parity());
        if (nonce.isEmpty()) {
            return Optional.empty();
        }
        BigInteger inverse = signature.r().modInverse(ORDER);
        BigInteger ofBase = new BigInteger(1, hash).negate().multiply(inverse).mod(ORDER);
        BigInteger ofNonce = signature.s().multiply(inverse).mod(ORDER);
        ECPoint key =
                ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofBase, nonce.get(), ofNonce)
                        .normalize();
        if (key.isInfinity()) {
            return Optional.empty();
        }
        byte[] encoded = key.getEncoded(false);
        return Optional.of(Arrays.copyOfRange(encoded, 1, encoded.length));
    }

    private static Optional<ECPoint> point(BigInteger x, int parity) {
        byte[] encoded = new byte[1 + FIELD_BYTES];
        encoded[0] = (byte) (2 + parity);
        BigIntegers.asUnsignedByteArray(x, encoded, 1, FIELD_BYTES);
        try {
            return Optional.of(CURVE.getCurve().decodePoint(encoded));
        } catch (IllegalArgumentException _) {
            // About half of all numbers are no coordinate of a point.
            return Optional.empty();
        }
    }
}
