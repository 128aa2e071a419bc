package dev.stoa.platform.internal.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The change sets this build carries, as resources below {@link #FOLDER}. */
final class Changelog {
    static final String FOLDER = "stoa-migrations/";
    static final String ROOT = FOLDER + "changelog.xml";
    private static final Pattern INCLUDE = Pattern.compile("<include\\s+file=\"([^\"]+)\"");

    private Changelog() {}

    /** A hash of every resource of the changelog: equal hashes, equal change sets. */
    static String fingerprint() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String path : paths()) {
                hash.update(path.getBytes(StandardCharsets.UTF_8));
                hash.update(read(path));
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> paths() {
        List<String> paths = new ArrayList<>();
        paths.add(ROOT);
        Matcher include = INCLUDE.matcher(new String(read(ROOT), StandardCharsets.UTF_8));
        while (include.find()) {
            paths.add(FOLDER + include.group(1));
        }
        return paths;
    }

    static byte[] read(String path) {
        try (InputStream in = find(path).orElseThrow(() -> missing(path)).toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + path, e);
        }
    }

    private static IllegalStateException missing(String path) {
        return new IllegalStateException("the changelog lacks " + path);
    }

    static Optional<URI> find(String path) {
        URL url = Changelog.class.getClassLoader().getResource(path);
        try {
            return url == null ? Optional.empty() : Optional.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
