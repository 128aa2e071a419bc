package dev.stoa.maintenance.index;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands on indexes, as text. */
final class Ddl {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:create (?:unique )?index concurrently|drop index concurrently if exists"
                            + "|reindex index concurrently) (\\w+|\"[^\"]+\").*");

    private Ddl() {}

    /** The index that {@code ddl} is about, as SQL writes it. */
    static String index(String ddl) {
        Matcher name = NAME.matcher(ddl);
        if (!name.matches()) {
            throw new IllegalArgumentException("not an index's: " + ddl);
        }
        return name.group(1);
    }

    static String rebuild(String index) {
        return "reindex index concurrently " + quoted(index);
    }

    static String drop(String index) {
        return "drop index concurrently if exists " + quoted(index);
    }

    /** A name as SQL; those of the schema need no quotes. */
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
