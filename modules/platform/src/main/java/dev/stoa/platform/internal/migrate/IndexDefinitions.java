package dev.stoa.platform.internal.migrate;

import dev.stoa.platform.sql.IndexDefinition;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The indexes that the change sets make, read from their text in the order they are applied. */
public final class IndexDefinitions {
    private static final Pattern COMMENT = Pattern.compile("(?m)--.*$");
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "\\b(?:create\\s+(unique\\s+)?index\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(\\w+)"
                            + "\\s+on\\s+(?:only\\s+)?(\\w+)([^;]*)"
                            + "|drop\\s+index\\s+(?:concurrently\\s+)?(?:if\\s+exists\\s+)?(\\w+)"
                            + "|drop\\s+table\\s+(?:if\\s+exists\\s+)?(\\w+));",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private IndexDefinitions() {}

    /** What is there once every change set is applied, in the order of its making. */
    public static List<IndexDefinition> all() {
        Map<String, IndexDefinition> made = new LinkedHashMap<>();
        for (String path : Changelog.paths()) {
            if (path.endsWith(".sql")) {
                read(new String(Changelog.read(path), StandardCharsets.UTF_8), made);
            }
        }
        return List.copyOf(made.values());
    }

    /** Rollbacks are comments, so they are left out with these. */
    private static void read(String changes, Map<String, IndexDefinition> made) {
        Matcher statement = STATEMENT.matcher(COMMENT.matcher(changes).replaceAll(""));
        while (statement.find()) {
            String dropped = statement.group(5);
            String table = statement.group(6);
            if (dropped != null) {
                made.remove(dropped.toLowerCase(Locale.ROOT));
            } else if (table != null) {
                made.values().removeIf(index -> index.table().equals(table));
            } else {
                made(statement, made);
            }
        }
    }

    private static void made(Matcher create, Map<String, IndexDefinition> made) {
        String name = create.group(2).toLowerCase(Locale.ROOT);
        String table = create.group(3).toLowerCase(Locale.ROOT);
        String unique = create.group(1) == null ? "" : "unique ";
        String rest = SPACES.matcher(create.group(4).strip()).replaceAll(" ");
        made.put(
                name,
                new IndexDefinition(
                        name,
                        table,
                        "create "
                                + unique
                                + "index concurrently "
                                + name
                                + " on "
                                + table
                                + " "
                                + rest));
    }
}
