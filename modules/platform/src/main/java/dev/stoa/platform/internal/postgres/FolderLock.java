package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which live process owns a data folder. The kernel lets go of the lock with its process,
 * however that ends, so a kill leaves nothing behind.
 */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock in {@code folder}, unless a live process has it. */
    public static Optional<FolderLock> take(Path folder) {
        try {
            Folders.createPrivate(folder);
            FileChannel channel =
                    FileChannel.open(
                            file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = locked(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())),
                    0);
            return Optional.of(new FolderLock(channel));
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "The data folder " + folder + " can't be written: " + e,
                    e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            // far beyond the text, so that others can still read the text where locks are mandatory
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** The process that took it last; empty if that can't be read. */
    public static Optional<Long> owner(Path folder) {
        try {
            return Optional.of(Files.readString(file(folder)).strip())
                    .filter(text -> text.matches("\\d{1,18}"))
                    .map(Long::valueOf);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("stoa.lock");
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
