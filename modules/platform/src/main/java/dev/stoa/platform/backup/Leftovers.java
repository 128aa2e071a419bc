package dev.stoa.platform.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What backups that were killed left in a folder: files under the names of unfinished ones, whose
 * lock nobody holds any more.
 */
final class Leftovers {
    /** Of the name of a file that is not finished. */
    static final String ENDING = ".part";

    private static final String UNFINISHED = ".*-????????" + ENDING;
    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    /** A file that was made just now may not be locked yet. */
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private Leftovers() {}

    /** Says that somebody writes it, for as long as it is open. */
    static void hold(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The file system knows no locks", e);
        }
    }

    static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNFINISHED)) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && isNobodys(file)) {
                    Files.deleteIfExists(file);
                    LOG.log(
                            System.Logger.Level.INFO,
                            "Removed {0}, which a backup that did not end had left",
                            file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.WARNING, "Unfinished backups can't be removed", e);
        }
    }

    private static boolean isNobodys(Path file) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        if (changed.toInstant().isAfter(Instant.now().minus(YOUNG))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return isZip(file) && channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // By another backup of this process.
            return false;
        }
    }

    /** Nobody else's file is touched; what was killed at its begin is empty. */
    private static boolean isZip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(2);
            return first.length == 0 || (first.length == 2 && first[0] == 'P' && first[1] == 'K');
        }
    }
}
