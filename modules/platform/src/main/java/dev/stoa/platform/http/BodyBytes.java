package dev.stoa.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
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
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
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
}
