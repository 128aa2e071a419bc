package dev.stoa.platform.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Files packaged with the service. */
final class Resources {
    private Resources() {}

    /** A file beside this class. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A file beside this class. */
    static byte[] bytes(String name) {
        return read(Resources.class.getResourceAsStream(name), name);
    }

    /** A file of any jar, by its path from the root. */
    static byte[] ofJar(String path) {
        return read(Resources.class.getClassLoader().getResourceAsStream(path), path);
    }

    private static byte[] read(@Nullable InputStream packaged, String name) {
        try (InputStream in = packaged) {
            if (in == null) {
                throw new IllegalStateException(name + " is not packaged");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
