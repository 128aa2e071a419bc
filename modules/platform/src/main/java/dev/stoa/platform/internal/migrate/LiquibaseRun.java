package dev.stoa.platform.internal.migrate;

import java.io.StringWriter;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.ui.LoggerUIService;

/** Liquibase over one connection: silent on the console, and never calling home. */
final class LiquibaseRun {
    // Held, so that the level is not lost with a collected logger.
    private static final Logger LOG = Logger.getLogger("liquibase");
    private static final Contexts NO_CONTEXTS = new Contexts();
    private static final LabelExpression NO_LABELS = new LabelExpression();

    static {
        if (LOG.getLevel() == null) {
            LOG.setLevel(Level.WARNING);
        }
    }

    private final Connection connection;

    LiquibaseRun(Connection connection) {
        this.connection = connection;
    }

    void update() throws Exception {
        in(
                liquibase -> {
                    liquibase.update(NO_CONTEXTS, NO_LABELS);
                    return true;
                });
    }

    List<String> pending() throws Exception {
        return in(
                liquibase ->
                        liquibase.listUnrunChangeSets(NO_CONTEXTS, NO_LABELS).stream()
                                .map(ChangeSet::getId)
                                .toList());
    }

    void rollback(String tag) throws Exception {
        in(
                liquibase -> {
                    liquibase.rollback(tag, NO_CONTEXTS, NO_LABELS);
                    return true;
                });
    }

    String rollbackSql(String tag) throws Exception {
        return in(
                liquibase -> {
                    StringWriter sql = new StringWriter();
                    liquibase.rollback(tag, NO_CONTEXTS, NO_LABELS, sql);
                    return sql.toString();
                });
    }

    private <T> T in(Body<T> body) throws Exception {
        Map<String, Object> scope =
                Map.of(
                        Scope.Attr.ui.name(),
                        new LoggerUIService(),
                        Scope.Attr.resourceAccessor.name(),
                        new ChangelogResources(),
                        "liquibase.analytics.enabled",
                        false);
        return Scope.child(scope, () -> body.run(open()));
    }

    private Liquibase open() throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Liquibase liquibase = new Liquibase(Changelog.ROOT, new ChangelogResources(), database);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        return liquibase;
    }

    /** What is done with Liquibase. */
    private interface Body<T> {
        T run(Liquibase liquibase) throws Exception;
    }
}
