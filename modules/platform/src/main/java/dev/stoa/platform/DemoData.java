package dev.stoa.platform;

import dev.stoa.platform.sql.DatabaseAddress;
import java.util.List;

/** Fills a migrated database with made-up data; does nothing where there is data already. */
public interface DemoData {
    /**
     * Fills it.
     *
     * @param size {@code small}, {@code medium} or {@code large}
     */
    void fill(String size, DatabaseAddress database, Progress progress);

    /** Its place among all: what builds on the data of another has the higher one. */
    default int order() {
        return 0;
    }

    /**
     * Lines for whoever started the demo, shown on standard output once the node listens; {@code
     * {origin}} in them stands for its address. Asked at each start, after the data is there.
     */
    default List<String> notes(DatabaseAddress database, Workbench workbench) {
        return List.of();
    }
}
