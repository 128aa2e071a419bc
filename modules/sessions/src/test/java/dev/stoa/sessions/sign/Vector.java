package dev.stoa.sessions.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A message and its signature as other implementations made them: see make-vectors.mjs. */
record Vector(String name, Address address, String signature, String message) {
    static List<Vector> all() {
        try (InputStream in =
                Objects.requireNonNull(Vector.class.getResourceAsStream("vectors.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector named(String name) {
        return all().stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
    }

    private static Vector of(String line) {
        String[] cells = line.split("\t", -1);
        return new Vector(cells[0], Address.parse(cells[1]), cells[2], cells[3].translateEscapes());
    }

    /** The name: JUnit shows it. */
    @Override
    public String toString() {
        return name;
    }
}
