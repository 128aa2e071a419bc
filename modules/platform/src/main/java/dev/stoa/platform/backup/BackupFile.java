package dev.stoa.platform.backup;

import dev.stoa.platform.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A backup that was found to be whole: every entry is there and hashes to what it should. */
public final class BackupFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long LONGEST_MANIFEST = 64 << 20;

    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens it and reads it once to its end.
     *
     * @throws BackupRefused where it is missing, none, cut off or damaged
     */
    public static BackupFile whole(Path file, Progress progress) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new BackupRefused("there is no file " + file + " that can be read");
        }
        try {
            return whole(new ZipFile(file.toFile()), file, progress);
        } catch (IOException e) {
            throw new BackupRefused(file + " is cut off, damaged, or no backup of Stoa", e);
        }
    }

    private static BackupFile whole(ZipFile zip, Path file, Progress progress) throws IOException {
        try {
            BackupFile opened = new BackupFile(zip, manifest(zip));
            opened.check(progress);
            return opened;
        } catch (BackupRefused e) {
            zip.close();
            throw new BackupRefused(file + " can't be used: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null || entry.getSize() > LONGEST_MANIFEST) {
            throw new BackupRefused("it is no backup of Stoa");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Manifest.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void check(Progress progress) throws IOException {
        int done = 0;
        for (Map.Entry<String, Manifest.Entry> each : manifest.entries().entrySet()) {
            progress.at("checking the file", done++, manifest.entries().size());
            if (!hash(each.getKey()).equals(each.getValue().hash())) {
                throw new BackupRefused("the rows of " + each.getKey() + " are damaged");
            }
        }
        progress.at("checking the file", done, done);
    }

    private String hash(String table) throws IOException {
        MessageDigest hash = Hashing.begun();
        byte[] part = new byte[BUFFER];
        try (InputStream in = rows(table)) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                hash.update(part, 0, n);
            }
        }
        return Hashing.text(hash.digest());
    }

    Manifest manifest() {
        return manifest;
    }

    /** The rows of a table, to be closed. */
    InputStream rows(String table) throws IOException {
        ZipEntry entry = zip.getEntry(Backup.entryName(table));
        if (entry == null) {
            throw new BackupRefused("the rows of " + table + " are missing");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
