package dev.stoa.maintenance.index;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.IndexDefinition;
import dev.stoa.platform.sql.IndexWork;
import dev.stoa.platform.sql.StatementFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds the indexes of the schema that are missing or not valid, beside the traffic. */
@Command(
        name = "create-missing",
        description = {
            "Builds the indexes of the schema that are missing or not valid, beside the traffic.",
            "Ends with 1 where one could not be built."
        })
final class IndexesCreateMissingCommand implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Prints what would be built instead.")
    private boolean dryRun;

    private static final Duration TOLD = Duration.ofSeconds(30);

    private final Workbench workbench;

    IndexesCreateMissingCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<Integer> failures = new ArrayList<>();
        BiConsumer<DatabaseAddress, Progress> work =
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        failures.add(built(database));
                    }
                };
        if (dryRun) {
            workbench.onCurrentSchema(work);
        } else {
            workbench.onSchema(work);
        }
        return failures.getFirst() == 0 ? 0 : 1;
    }

    private int built(Database database) {
        IndexStore store = new IndexStore(database, Long.MAX_VALUE);
        List<IndexRow> there = store.indexes();
        int failures = 0;
        int built = 0;
        for (IndexDefinition index : store.expected()) {
            Optional<IndexRow> known =
                    there.stream().filter(row -> row.name().equals(index.name())).findFirst();
            boolean isPartitioned =
                    there.stream()
                            .anyMatch(
                                    row ->
                                            row.table().equals(index.table())
                                                    && row.isPartitioned());
            if (isPartitioned || known.filter(IndexRow::isValid).isPresent()) {
                continue;
            }
            if (dryRun) {
                System.out.println(index.ddl() + ";");
            } else if (isBuilt(database, index)) {
                built++;
            } else {
                failures++;
            }
        }
        if (!dryRun) {
            workbench.say("built " + built + ", failed " + failures);
        }
        return failures;
    }

    private boolean isBuilt(Database database, IndexDefinition index) {
        long started = System.nanoTime();
        String why;
        try {
            build(database, index);
            System.out.printf(
                    "%s built in %.1f s%n", index.name(), (System.nanoTime() - started) / 1e9);
            return true;
        } catch (IndexBuilder.GivenUp e) {
            why = String.valueOf(e.getMessage());
        } catch (Failure e) {
            why = e.detail();
        } catch (ConstraintViolation e) {
            why = "rows of " + index.table() + " break it";
        } catch (StatementFailed e) {
            why = "PostgreSQL refuses it with SQLState " + e.state();
        }
        System.out.printf("%s NOT built: %s%n", index.name(), why);
        return false;
    }

    /** Waits for its turn, however long that takes. */
    private void build(Database database, IndexDefinition index) {
        var builder = new IndexBuilder(database, TOLD);
        while (true) {
            try {
                builder.run(
                        new IndexBuilder.Task(
                                Advice.Action.CREATE, index.name(), index.table(), index.ddl()),
                        () -> {});
                return;
            } catch (IndexWork.OthersAtWork _) {
                workbench.say("another index is being built; " + index.name() + " waits for it");
            }
        }
    }
}
