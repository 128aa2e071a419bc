package dev.stoa.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads files packaged with a module. A class of that module must find them, e.g. {@code
 * Packaged.text(Ledger.class.getResourceAsStream("schemas.json"))}: modules hide them from others.
 */
public final class Packaged {
    private Packaged() {}

    /**
     * The text of a file in UTF-8, which is closed.
     *
     * @throws IllegalStateException for null: the file is not packaged
     */
    public static String text(@Nullable InputStream file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /**
     * The bytes of a file, which is closed.
     *
     * @throws IllegalStateException for null: the file is not packaged
     */
    public static byte[] bytes(@Nullable InputStream file) {
        try (InputStream in = file) {
            if (in == null) {
                throw new IllegalStateException("a file is not packaged");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
