package dev.stoa.maintenance.index;

import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.IndexDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the indexes that are there and those that should be. */
@Command(
        name = "list",
        description = {
            "Lists all indexes, and those of the schema that are missing.",
            "Ends with 1 where one is missing or not valid."
        })
final class IndexesListCommand implements Callable<Integer> {
    private static final String FORM = "%-48s %-26s %10s %12s %-8s %s%n";

    private final Workbench workbench;

    IndexesListCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<Integer> wrong = new ArrayList<>();
        workbench.onDatabase(
                (address, _) -> {
                    try (Database database = Database.forCommand(address)) {
                        wrong.add(listed(new IndexStore(database, Long.MAX_VALUE)));
                    }
                });
        return wrong.getFirst() == 0 ? 0 : 1;
    }

    /** Prints them, and answers how many are missing or not valid. */
    private int listed(IndexStore store) {
        List<IndexRow> indexes = store.indexes();
        List<IndexDefinition> expected = store.expected();
        Set<String> there = indexes.stream().map(IndexRow::name).collect(Collectors.toSet());
        Set<String> ours = expected.stream().map(IndexDefinition::name).collect(Collectors.toSet());
        System.out.printf(FORM, "INDEX", "TABLE", "SIZE", "SCANS", "STATE", "ORIGIN");
        int wrong = 0;
        for (IndexRow index : indexes) {
            wrong += index.isValid() ? 0 : 1;
            System.out.printf(
                    FORM,
                    index.name(),
                    index.table(),
                    IndexAnalysis.size(index.bytes()),
                    index.scans(),
                    index.isValid() ? "valid" : "INVALID",
                    index.hasConstraint()
                            ? "constraint"
                            : ours.contains(index.name()) ? "schema" : "other");
        }
        for (IndexDefinition index : expected) {
            if (!there.contains(index.name())) {
                wrong++;
                System.out.printf(FORM, index.name(), index.table(), "-", "-", "MISSING", "schema");
            }
        }
        workbench.say(indexes.size() + " indexes, " + wrong + " missing or not valid");
        return wrong;
    }
}
