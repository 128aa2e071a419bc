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
}
