package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compression and hash of finished bodies. */
final class BodyBytes {
    private static final int WORTH_COMPRESSING = 1024;

    private BodyBytes() {}

    static byte @Nullable [] gzip(byte[] bytes) {
        if (bytes.length < WORTH_COMPRESSING) {
            return null;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4);
        try (GZIPOutputStream gzip = new Gzip(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** About what {@code length} bytes come to. */
    static int guessedGzip(int length) {
        return length < WORTH_COMPRESSING ? 0 : length / 4;
    }

    /**
     * What {@code packed} holds, which is {@code length} bytes.
     *
     * @throws IllegalArgumentException where it is not
     */
    static byte[] unpackedExactly(byte[] packed, int length) {
        // Looked at before so much memory is asked for.
        if (packed.length < Integer.BYTES || told(packed) != length) {
            throw new IllegalArgumentException("not of " + length + " bytes");
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
            byte[] bytes = new byte[length];
            if (gzip.readNBytes(bytes, 0, length) < length || gzip.read() >= 0) {
                throw new IllegalArgumentException("not of " + length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("no gzip", e);
        }
    }

    /** The length that gzip writes behind everything. */
    private static int told(byte[] packed) {
        return ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(packed.length - Integer.BYTES);
    }

    /**
     * What {@code packed} holds; no more of it is unpacked than may be.
     *
     * @throws Failure.Invalid when that is over {@code most} bytes, or no gzip
     */
    static byte[] unpacked(byte[] packed, int most) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
            byte[] bytes = gzip.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException _) {
            throw new Failure.Invalid(Problems.INVALID_BODY, "The body is no well-formed gzip.");
        }
    }

    /** The failure of a body over {@code most} bytes. */
    static Failure tooLarge(int most) {
        return new Failure.Invalid(
                Problems.PAYLOAD_TOO_LARGE, "This route takes bodies of up to " + most + " bytes.");
    }

    static String etag(byte[] bytes) {
        // Two sums of different polynomials make one of 64 bits; a processor has instructions for
        // both: 24 kB take 2 us, SHA-256 took 45. It need not withstand malice, as whoever forges
        // a body's tag spoils copies of nothing but that body.
        CRC32 first = new CRC32();
        first.update(bytes);
        CRC32C second = new CRC32C();
        second.update(bytes);
        HexFormat hex = HexFormat.of();
        return "W/\""
                + hex.toHexDigits(first.getValue() << 32 | second.getValue())
                + hex.toHexDigits(bytes.length)
                + '"';
    }

    /** At the level where JSON is within a tenth of its smallest and takes a third of the time. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(3);
        }
    }
}
