package dev.stoa.platform.sql;

import dev.stoa.platform.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Fills tables by {@code COPY} in one transaction, and tells how far it is. */
public final class TableCopies {
    private static final int PROGRESS_EVERY = 10_000;

    private final Transaction transaction;
    private final Progress progress;

    public TableCopies(Transaction transaction, Progress progress) {
        this.transaction = transaction;
        this.progress = progress;
    }

    /**
     * Copies all rows of {@code source}.
     *
     * @param copy the COPY command
     * @param phase what is told of it
     * @param total rows there will be, about
     */
    public void copy(Statement copy, String phase, long total, CopyRows.Source source) {
        long[] done = {0};
        CopyRows.Source counted =
                row -> {
                    if (++done[0] % PROGRESS_EVERY == 0) {
                        progress.at(phase, Math.min(done[0], total), total);
                    }
                    return source.next(row);
                };
        try (CopyRows rows = new CopyRows(counted)) {
            transaction.copyIn(copy, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.at(phase, total, total);
    }
}
