package dev.stoa.platform.docs;

import dev.stoa.platform.Packaged;
import java.nio.charset.StandardCharsets;

/** Files packaged with the service. */
final class Resources {
    private Resources() {}

    /** A file beside this class. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A file beside this class. */
    static byte[] bytes(String name) {
        return Packaged.bytes(Resources.class.getResourceAsStream(name));
    }

    /** A file of any jar, by its path from the root. */
    static byte[] ofJar(String path) {
        return Packaged.bytes(Resources.class.getClassLoader().getResourceAsStream(path));
    }
}
