package dev.stoa.platform.internal.migrate;

import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.RollbackPlan;
import dev.stoa.platform.schema.UnknownTarget;
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
                    LockPatience.retried(run::update);
                    connection.remember(fingerprint);
                    return pending;
                });
    }

    /** Ids of the change sets that are not applied yet; takes no lock and changes nothing. */
    public List<String> pending() throws Exception {
        if (isAt(Changelog.fingerprint())) {
            return List.of();
        }
        return states().stream()
                .filter(state -> state.standing() == ChangeSetState.Standing.PENDING)
                .map(ChangeSetState::id)
                .toList();
    }

    /** Every change set and whether the schema has it; takes no lock and changes nothing. */
    public List<ChangeSetState> states() throws Exception {
        try (SchemaConnection connection = new SchemaConnection(source)) {
            return new LiquibaseRun(connection.jdbc()).states();
        }
    }

    /**
     * Undoes what was applied after {@code target}, the newest first.
     *
     * @param target a tag, or the id of an applied change set
     * @return ids of the change sets undone, in order
     * @throws UnknownTarget where there is no such thing
     * @throws IllegalStateException where this version lacks a change set that is to be undone
     */
    public List<String> rollback(String target) throws Exception {
        return locked(
                connection -> {
                    LiquibaseRun run = new LiquibaseRun(connection.jdbc());
                    List<String> undone = RollbackTarget.in(run.states()).after(target);
                    if (!undone.isEmpty()) {
                        connection.forget();
                        run.rollback(undone.size());
                    }
                    return undone;
                });
    }

    /** What {@link #rollback} would do; takes no lock and changes nothing. */
    public RollbackPlan rollbackPlan(String target) throws Exception {
        try (SchemaConnection connection = new SchemaConnection(source)) {
            LiquibaseRun run = new LiquibaseRun(connection.jdbc());
            List<String> undone = RollbackTarget.in(run.states()).after(target);
            return new RollbackPlan(undone, undone.isEmpty() ? "" : run.rollbackSql(undone.size()));
        }
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
