package dev.stoa.maintenance.top;

import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.IndexDefinition;
import dev.stoa.platform.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is checked of a database's schema; nothing is changed. */
final class SchemaChecks {
    static final Statement INDEXES =
            Statement.of(
                    "maintenance.check.indexes",
                    Budget.ms(50),
                    """
                    select c.relname, i.indisvalid and i.indisready
                      from pg_index i
                      join pg_class c on c.oid = i.indexrelid
                     where c.relnamespace = to_regnamespace(current_schema())
                    """);

    private SchemaChecks() {}

    private record Index(String name, boolean isValid) {}

    static List<Check> of(DatabaseAddress address) {
        return List.of(migrations(address), indexes(address));
    }

    private static Check migrations(DatabaseAddress address) {
        List<String> pending = Schema.of(address.source()).pending();
        return new Check(
                "migrations",
                pending.isEmpty(),
                pending.isEmpty()
                        ? "all are applied"
                        : pending.size() + " are not applied: " + some(pending));
    }

    private static Check indexes(DatabaseAddress address) {
        Map<String, Boolean> there;
        try (Database database = Database.forCommand(address)) {
            there =
                    database.list(INDEXES, row -> new Index(row.text(0), row.flag(1))).stream()
                            .collect(Collectors.toMap(Index::name, Index::isValid));
        }
        List<String> missing =
                Schema.indexes().stream()
                        .map(IndexDefinition::name)
                        .filter(name -> !there.containsKey(name))
                        .toList();
        List<String> invalid =
                there.entrySet().stream()
                        .filter(index -> !index.getValue())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (missing.isEmpty() && invalid.isEmpty()) {
            return new Check("indexes", true, there.size() + " are there and valid");
        }
        return new Check(
                "indexes",
                false,
                (missing.isEmpty() ? "" : "missing: " + some(missing) + "  ")
                        + (invalid.isEmpty() ? "" : "invalid: " + some(invalid)));
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size())))
                + (names.size() > 5 ? " ..." : "");
    }
}
