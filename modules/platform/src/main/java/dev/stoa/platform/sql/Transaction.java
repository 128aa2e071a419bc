package dev.stoa.platform.sql;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction; only {@link Database#transaction} makes one. */
public interface Transaction {
    <T> List<T> list(Statement statement, RowMapper<T> mapper, @Nullable Object... arguments);

    <T> Optional<T> find(Statement statement, RowMapper<T> mapper, @Nullable Object... arguments);

    /** Runs a command and returns the number of rows it touched. */
    long execute(Statement statement, @Nullable Object... arguments);

    /**
     * Loads rows by {@code COPY ... FROM STDIN}, streaming.
     *
     * @param copy the COPY command, without parameters
     * @param data in the command's format; read to its end, not closed
     * @return the number of rows
     */
    long copyIn(Statement copy, InputStream data);

    /**
     * Writes rows by {@code COPY ... TO STDOUT}, streaming.
     *
     * @param copy the COPY command, without parameters
     * @param out gets them in the command's format; not closed
     * @return the number of rows
     */
    long copyOut(Statement copy, OutputStream out);

    /**
     * Runs {@code action} once this transaction is committed, on this thread, after actions asked
     * for before it and before {@link Database#transaction} returns; never when it rolls back, and
     * once however often the transaction had to be tried. It holds no connection. What it throws is
     * logged: the caller's transaction is done.
     */
    void afterCommit(Runnable action);
}
