package dev.stoa.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** A wallet that signs messages as wallets do by {@code personal_sign} (EIP-191). */
public final class TestWallet {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

    private final BigInteger key;
    private final ECPoint point;

    private TestWallet(BigInteger key) {
        this.key = key;
        this.point = new FixedPointCombMultiplier().multiply(CURVE.getG(), key).normalize();
    }

    /** The wallet of a number above 0, the same for the same number. */
    public static TestWallet of(long number) {
        byte[] seed = keccak(("wallet " + number).getBytes(StandardCharsets.UTF_8));
        return new TestWallet(new BigInteger(1, seed).mod(CURVE.getN().shiftRight(1)));
    }

    /** Its address in lower case. */
    public String address() {
        byte[] encoded = point.getEncoded(false);
        byte[] hash = keccak(Arrays.copyOfRange(encoded, 1, encoded.length));
        return "0x" + HexFormat.of().formatHex(hash, 12, 32);
    }

    /** The signature of {@code message}: r, low s and v of 27 or 28. */
    public String sign(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        byte[] prefix =
                ("\u0019Ethereum Signed Message:\n" + bytes.length)
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] hash = keccak(prefix, bytes);
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, DOMAIN));
        BigInteger[] parts = signer.generateSignature(hash);
        BigInteger s =
                parts[1].compareTo(CURVE.getN().shiftRight(1)) > 0
                        ? CURVE.getN().subtract(parts[1])
                        : parts[1];
        return "0x"
                + hex(parts[0])
                + hex(s)
                + HexFormat.of().toHexDigits((byte) (27 + parity(hash, parts[0], s)));
    }

    private static String hex(BigInteger number) {
        return HexFormat.of().formatHex(BigIntegers.asUnsignedByteArray(32, number));
    }

    /** Which of the two points that r may stand for gives this wallet's key. */
    private int parity(byte[] hash, BigInteger r, BigInteger s) {
        BigInteger inverse = r.modInverse(CURVE.getN());
        for (int parity = 0; parity < 2; parity++) {
            byte[] encoded = new byte[33];
            encoded[0] = (byte) (2 + parity);
            BigIntegers.asUnsignedByteArray(r, encoded, 1, 32);
            ECPoint nonce = CURVE.getCurve().decodePoint(encoded);
            ECPoint found =
                    nonce.multiply(s)
                            .subtract(CURVE.getG().multiply(new BigInteger(1, hash)))
                            .multiply(inverse)
                            .normalize();
            if (found.equals(point)) {
                return parity;
            }
        }
        throw new IllegalStateException("no point of r gives the key");
    }

    private static byte[] keccak(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }
}
