package dev.stoa.platform.sql;

import java.util.regex.Pattern;

/**
 * A statement on a table whose name is known when it is run, such as a partition: {@code {table}}
 * in the text stands for it. The name is one that the catalogue gave, never a client's words.
 */
public final class TableStatement {
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String PLACE = "{table}";

    private final String name;
    private final Budget budget;
    private final String text;

    private TableStatement(String name, Budget budget, String text) {
        if (!text.contains(PLACE)) {
            throw new IllegalArgumentException(name + " names no {table}");
        }
        this.name = name;
        this.budget = budget;
        this.text = text;
    }

    public static TableStatement named(String name, Budget budget, String text) {
        return new TableStatement(name, budget, text);
    }

    /**
     * The statement on {@code table}.
     *
     * @throws IllegalArgumentException for what is no plain lower-case name
     */
    public Statement on(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("not a table: " + table);
        }
        return Statement.of(name, budget, text.replace(PLACE, table));
    }
}
