package dev.stoa.telemetry.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.List;

/** Types of events in PostgreSQL. */
final class TypeStore {
    static final Statement ALL =
            Statement.of(
                    "telemetry.types.all",
                    Budget.ms(20),
                    """
                    select t.type, sum(t.events), max(t.last_seen_at)
                      from (select x.type, x.events, x.last_seen_at from telemetry_types x
                            union all
                            select d.type, d.events, d.last_at from telemetry_deltas d) t
                     group by t.type order by t.type
                    """);

    private final Database database;

    TypeStore(Database database) {
        this.database = database;
    }

    /** A type, how many events of it there ever were, and when the last of them occurred. */
    record Type(String name, long events, Instant lastSeenAt) {}

    List<Type> all() {
        return database.list(ALL, row -> new Type(row.text(0), row.number(1), row.instant(2)));
    }
}
