package dev.stoa.forum.collection;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file for a document on its way: filled as fast as the database gives it, then sent as slowly as
 * the client takes it, so that a slow client holds neither a connection nor memory.
 */
final class Spool implements AutoCloseable {
    private final Path file;

    Spool() throws IOException {
        this.file = Files.createTempFile("stoa-package-", ".json");
    }

    /** What is written to it; to be closed before it is sent. */
    OutputStream fill() throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024);
    }

    void sendTo(OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
