package dev.stoa.maintenance.optimization;

import dev.stoa.platform.jobs.JobState;
import dev.stoa.platform.jobs.Jobs;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which steps what was asked for takes. */
final class Planner {
    private final Database database;
    private final Jobs jobs;

    Planner(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /**
     * The steps, in the order of {@code actions}; at most three statements.
     *
     * @param named tables; empty for all
     * @throws dev.stoa.platform.Failure.Invalid for a table that is not there
     */
    List<Step> steps(List<Action> actions, List<String> named) {
        Tables tables = Tables.of(database, named);
        List<Step> steps = new ArrayList<>();
        for (Action action : actions) {
            steps.addAll(
                    switch (action) {
                        case ANALYZE -> eachTable(action, tables, "analyze ");
                        // Cutting off the empty end of a table would lock out its readers.
                        case VACUUM -> eachTable(action, tables, "vacuum (truncate false) ");
                        case REINDEX -> rebuilds(tables);
                        case CREATE_MISSING_INDEXES -> missing(tables);
                        case REFRESH_RANKING, ENSURE_PARTITIONS -> List.of(run(action));
                    });
        }
        return steps;
    }

    private static List<Step> eachTable(Action action, Tables tables, String command) {
        return tables.whole().stream()
                .map(table -> Step.planned(action, table.name(), command + table.quoted()))
                .toList();
    }

    private static List<Step> rebuilds(Tables tables) {
        return tables.chosenIndexes().stream()
                .map(
                        index ->
                                Step.planned(
                                        Action.REINDEX,
                                        index.name(),
                                        "reindex index concurrently " + index.quoted()))
                .toList();
    }

    /** Indexes of the change sets that are not there; those that are not valid are built anew. */
    private static List<Step> missing(Tables tables) {
        return Schema.indexes().stream()
                .filter(wanted -> tables.isChosen(wanted.table()))
                .flatMap(wanted -> missing(wanted, tables))
                .toList();
    }

    private static Stream<Step> missing(IndexDefinition wanted, Tables tables) {
        Optional<Tables.Index> there =
                tables.indexes().stream()
                        .filter(index -> index.name().equals(wanted.name()))
                        .findFirst();
        boolean ofPartitions =
                tables.indexes().stream()
                        .anyMatch(
                                index ->
                                        index.table().equals(wanted.table())
                                                && index.isPartitioned());
        if (ofPartitions || there.filter(Tables.Index::isValid).isPresent()) {
            return Stream.empty();
        }
        Step create = Step.planned(Action.CREATE_MISSING_INDEXES, wanted.name(), wanted.ddl());
        return there.map(
                        broken ->
                                Stream.of(
                                        Step.planned(
                                                Action.CREATE_MISSING_INDEXES,
                                                wanted.name(),
                                                "drop index concurrently if exists "
                                                        + broken.quoted()),
                                        create))
                .orElse(Stream.of(create));
    }

    /** The job that some feature has for it. */
    private Step run(Action action) {
        return jobs.list().stream()
                .filter(job -> job.purpose().equals(action.word()))
                .map(JobState::name)
                .findFirst()
                .map(job -> Step.planned(action, job, ""))
                .orElseGet(() -> Step.skipped(action, "No feature of this node has a job for it."));
    }
}
