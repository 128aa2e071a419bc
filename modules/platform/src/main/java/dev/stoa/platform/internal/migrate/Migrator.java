package dev.stoa.platform.internal.migrate;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import liquibase.exception.ValidationFailedException;

/** Brings a database to the changelog's state and back; one runner at a time for a database. */
public final class Migrator {
    private final DataSource source;

    public Migrator(DataSource source) {
        this.source = source;
    }

    /** Ids of the change sets that were applied, in order. */
    public List<String> apply() throws Exception {
        String fingerprint = Changelog.fingerprint();
        if (isAt(fingerprint)) {
            return List.of();
        }
        return locked(
                connection -> {
                    if (connection.remembered().filter(fingerprint::equals).isPresent()) {
                        return List.of();
                    }
                    LiquibaseRun run = new LiquibaseRun(connection.jdbc());
                    List<String> pending = run.pending();
                    run.update();
                    connection.remember(fingerprint);
                    return pending;
                });
    }

    /** Ids of the change sets that are not applied yet. */
    public List<String> pending() throws Exception {
        if (isAt(Changelog.fingerprint())) {
            return List.of();
        }
        return locked(connection -> new LiquibaseRun(connection.jdbc()).pending());
    }

    public void rollback(String tag) throws Exception {
        locked(
                connection -> {
                    connection.forget();
                    new LiquibaseRun(connection.jdbc()).rollback(tag);
                    return true;
                });
    }

    public String rollbackSql(String tag) throws Exception {
        return locked(connection -> new LiquibaseRun(connection.jdbc()).rollbackSql(tag));
    }

    /** The start's quick way: no lock is taken and Liquibase is not loaded. */
    private boolean isAt(String fingerprint) throws SQLException {
        try (SchemaConnection connection = new SchemaConnection(source)) {
            return connection.remembered().filter(fingerprint::equals).isPresent();
        }
    }

    private <T> T locked(Body<T> body) throws Exception {
        try (SchemaConnection connection = new SchemaConnection(source)) {
            connection.lock();
            return body.run(connection);
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ValidationFailedException invalid
                        && !invalid.getInvalidMD5Sums().isEmpty()) {
                    throw new IllegalStateException(
                            "change sets were changed after they were applied: "
                                    + String.join("; ", invalid.getInvalidMD5Sums()),
                            e);
                }
            }
            throw e;
        }
    }

    /** What is done under the lock. */
    private interface Body<T> {
        T run(SchemaConnection connection) throws Exception;
    }
}
