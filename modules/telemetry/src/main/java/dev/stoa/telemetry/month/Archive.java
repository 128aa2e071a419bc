package dev.stoa.telemetry.month;

import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.TableStatement;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a detached month to a compressed file of CSV. The file is there whole and on disk, or not
 * there at all; one that is there is never written over.
 */
final class Archive {
    static final TableStatement COPY =
            TableStatement.named(
                    "telemetry.months.archive",
                    Budget.seconds(600),
                    """
                    copy {table} (event_id, occurred_at, received_at, type, session_id, address, props)
                    to stdout with (format csv, header)
                    """);

    private final Path folder;

    Archive(Path folder) {
        this.folder = folder;
    }

    /** Writes a month and returns the number of its rows. */
    long write(JobRun run, String partition) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(partition + ".csv.gz.part");
        long rows =
                run.transaction(
                        in -> {
                            try (FileChannel channel =
                                            FileChannel.open(
                                                    part,
                                                    StandardOpenOption.CREATE,
                                                    StandardOpenOption.WRITE,
                                                    StandardOpenOption.TRUNCATE_EXISTING);
                                    GZIPOutputStream gzip = packed(channel)) {
                                long copied = in.copyOut(COPY.on(partition), gzip);
                                gzip.finish();
                                gzip.flush();
                                channel.force(true);
                                return copied;
                            }
                        });
        Files.move(part, free(partition), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
        return rows;
    }

    /** A month that was made again after it went, or a run that was killed, has another file. */
    private Path free(String partition) {
        Path file = folder.resolve(partition + ".csv.gz");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(partition + "-" + i + ".csv.gz");
        }
        return file;
    }

    private static GZIPOutputStream packed(FileChannel channel) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        return new GZIPOutputStream(out, 1 << 16);
    }
}
