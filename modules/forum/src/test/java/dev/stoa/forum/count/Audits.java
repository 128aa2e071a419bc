package dev.stoa.forum.count;

import dev.stoa.platform.sql.Database;
import java.util.Map;
import java.util.TreeMap;

/** Walks over all counters, as the job does. */
public final class Audits {
    private Audits() {}

    /** How many rows of which kind were wrong, and are repaired now. */
    public static Map<String, Long> drift(Database database) {
        Map<String, Long> found = new TreeMap<>();
        Audit.Step step;
        do {
            step = database.transaction(Audit::step);
            step.repaired().forEach((drift, rows) -> found.merge(drift.word(), rows, Long::sum));
        } while (!step.next().equals(Audit.Place.START));
        return found;
    }
}
