package dev.stoa.platform.internal.postgres;

import dev.stoa.platform.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per version into a folder that nodes and users of the
 * machine's account share. Unpacking happens beside it and is published by one rename, so two
 * processes at once, or one that is killed, never leave half a folder under the final name.
 */
final class PostgresBinaries {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final String DRAFT = ".unpacking-";

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Those in {@code cache}, unpacked there first if need be. */
    static PostgresBinaries in(Path cache) {
        URL archive = archive();
        try {
            var connection = (JarURLConnection) archive.openConnection();
            connection.setUseCaches(false);
            long checksum;
            try (var jar = connection.getJarFile()) {
                checksum = jar.getEntry(ARCHIVE).getCrc();
            }
            Path home = cache.resolve("postgres-" + Long.toHexString(checksum));
            if (!Files.isDirectory(home)) {
                unpack(archive, cache, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "PostgreSQL can't be unpacked into " + cache + ": " + e.getMessage(),
                    e);
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        URL archive = ClassLoader.getSystemResource(ARCHIVE);
        if (archive == null || !system.toLowerCase(Locale.ROOT).equals("linux amd64")) {
            throw new CannotStart(
                    CannotStart.Reason.DATABASE,
                    "There is no embedded PostgreSQL for "
                            + system
                            + ": set database.url (STOA_DATABASE_URL) to a PostgreSQL 18");
        }
        return archive;
    }

    private static void unpack(URL archive, Path cache, Path home) throws IOException {
        Files.createDirectories(cache);
        dropLeftovers(cache);
        Path draft = cache.resolve(DRAFT + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                place(tar, entry, draft);
            }
        }
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Folders.delete(draft);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive names " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean runs = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Removes what killed processes were unpacking. */
    private static void dropLeftovers(Path cache) throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            folders.filter(folder -> folder.getFileName().toString().startsWith(DRAFT))
                    .filter(folder -> ProcessHandle.of(unpacker(folder)).isEmpty())
                    .forEach(
                            folder -> {
                                try {
                                    Folders.delete(folder);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }

    private static long unpacker(Path folder) {
        String name = folder.getFileName().toString();
        return Long.parseLong(name.substring(DRAFT.length(), name.lastIndexOf('-')));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
