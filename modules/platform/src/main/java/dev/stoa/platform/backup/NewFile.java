package dev.stoa.platform.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears under its name when it is whole and on the disk, and never takes the place of
 * another; until then it is beside it under a name of its own. Nobody but its owner may read it.
 */
final class NewFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;

    private NewFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        // For a command that is interrupted.
        part.toFile().deleteOnExit();
    }

    static NewFile of(Path file) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        requireFree(whole);
        if (!Files.isDirectory(whole.resolveSibling("."))) {
            throw new BackupRefused("there is no folder " + whole.getParent());
        }
        Leftovers.remove(whole.resolveSibling("."));
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path part =
                whole.resolveSibling("." + whole.getFileName() + "-" + number + Leftovers.ENDING);
        FileChannel channel =
                FileChannel.open(
                        part,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Leftovers.hold(channel);
        return new NewFile(whole, part, channel);
    }

    private static void requireFree(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupRefused(file + " is there already and is not overwritten");
        }
    }

    OutputStream out() {
        return new Kept(out);
    }

    /** Gives it its name; its size in bytes. */
    long keep() throws IOException {
        out.flush();
        channel.force(true);
        long size = channel.size();
        try {
            // Unlike a move, a link never replaces what came there meanwhile.
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException _) {
            requireFree(file);
        } catch (UnsupportedOperationException | IOException _) {
            // A file system without links.
            requireFree(file);
            Files.move(part, file);
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    /** Stays open when who writes to it closes it. */
    private static final class Kept extends java.io.FilterOutputStream {
        Kept(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
