package dev.stoa.platform.internal.migrate;

import dev.stoa.platform.schema.ChangeSetState;
import java.io.StringWriter;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.change.core.TagDatabaseChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

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

    /** Applies what is pending; fails where a change set does not get its locks soon. */
    void update() throws Exception {
        in(
                liquibase -> {
                    liquibase.setChangeExecListener(new LockPatience(connection));
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

    /** Undoes the last {@code count} change sets in the order in which they were applied. */
    void rollback(int count) throws Exception {
        in(
                liquibase -> {
                    liquibase.rollback(count, "", NO_CONTEXTS, NO_LABELS);
                    return true;
                });
    }

    /** What {@link #rollback} would run, without the address of the database and its parameters. */
    String rollbackSql(int count) throws Exception {
        return in(
                liquibase -> {
                    StringWriter sql = new StringWriter();
                    liquibase.rollback(count, "", NO_CONTEXTS, NO_LABELS, sql);
                    return sql.toString()
                            .lines()
                            .filter(line -> !line.startsWith("-- Against: "))
                            .collect(Collectors.joining("\n"));
                });
    }

    /**
     * Every change set of the changelog, in its order, and after them those that only the database
     * knows; reads, and nothing else.
     */
    List<ChangeSetState> states() throws Exception {
        return in(
                liquibase -> {
                    Map<String, RanChangeSet> ran = new LinkedHashMap<>();
                    for (RanChangeSet each : liquibase.getDatabase().getRanChangeSetList()) {
                        ran.put(each.getId(), each);
                    }
                    List<ChangeSetState> states = new ArrayList<>();
                    for (ChangeSet known : liquibase.getDatabaseChangeLog().getChangeSets()) {
                        states.add(state(known, ran.remove(known.getId())));
                    }
                    ran.values().forEach(each -> states.add(unknown(each)));
                    return states;
                });
    }

    private static ChangeSetState state(ChangeSet known, @Nullable RanChangeSet ran) {
        String checksum = known.generateCheckSum(ChecksumVersion.latest()).toString();
        if (ran == null) {
            return new ChangeSetState(
                    known.getId(),
                    file(known.getFilePath()),
                    ChangeSetState.Standing.PENDING,
                    null,
                    tag(known),
                    checksum,
                    0);
        }
        boolean isSame =
                ran.getLastCheckSum() == null || known.isCheckSumValid(ran.getLastCheckSum());
        return applied(
                ran,
                isSame ? ChangeSetState.Standing.APPLIED : ChangeSetState.Standing.CHANGED,
                checksum);
    }

    private static ChangeSetState unknown(RanChangeSet ran) {
        return applied(ran, ChangeSetState.Standing.UNKNOWN, String.valueOf(ran.getLastCheckSum()));
    }

    private static ChangeSetState applied(
            RanChangeSet ran, ChangeSetState.Standing standing, String checksum) {
        return new ChangeSetState(
                ran.getId(),
                file(ran.getChangeLog()),
                standing,
                executed(ran),
                ran.getTag(),
                checksum,
                ran.getOrderExecuted());
    }

    /** Written in UTC, without saying so: the driver takes it for the time of this machine. */
    private static Instant executed(RanChangeSet ran) {
        return LocalDateTime.ofInstant(ran.getDateExecuted().toInstant(), ZoneId.systemDefault())
                .toInstant(ZoneOffset.UTC);
    }

    private static String file(String path) {
        return path.startsWith(Changelog.FOLDER) ? path.substring(Changelog.FOLDER.length()) : path;
    }

    private static @Nullable String tag(ChangeSet known) {
        return known.getChanges().stream()
                .filter(TagDatabaseChange.class::isInstance)
                .map(change -> ((TagDatabaseChange) change).getTag())
                .findFirst()
                .orElse(null);
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
