package dev.stoa.platform;

import dev.stoa.platform.sql.DatabaseAddress;

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
}
