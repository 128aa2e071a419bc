package dev.stoa.maintenance.database;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;

/**
 * Which database it is, whatever address it is reached at.
 *
 * @param server its cluster's number and the time of its start: a copy has another
 * @param name of the database on it
 */
public record DatabaseIdentity(String server, String name) {
    static final Statement ASK =
            Statement.of(
                    "maintenance.database.identity",
                    Budget.ms(10),
                    """
                    select s.system_identifier || '-' || floor(extract(epoch from pg_postmaster_start_time()) * 1000),
                           current_database()
                      from pg_control_system() s
                    """);

    /** The identity of {@code database}; one statement. */
    public static DatabaseIdentity of(Database database) {
        return database.find(ASK, row -> new DatabaseIdentity(row.text(0), row.text(1)))
                .orElseThrow();
    }
}
