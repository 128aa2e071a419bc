package dev.stoa.forum.collection;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * A file for a document on its way: filled as fast as the database gives it, then sent as slowly as
 * the client takes it, so that a slow client holds neither a connection nor memory. It has no name
 * any more once it is open, so that nothing is left of it whatever happens.
 */
final class Spool implements AutoCloseable {
    private final FileChannel file;

    Spool() throws IOException {
        this.file =
                FileChannel.open(
                        Files.createTempFile("stoa-package-", ".json"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** What is written to it; to be flushed before it is sent, and not to be closed. */
    OutputStream fill() {
        return new BufferedOutputStream(Channels.newOutputStream(file), 64 * 1024);
    }

    void sendTo(OutputStream out) throws IOException {
        file.position(0);
        Channels.newInputStream(file).transferTo(out);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
