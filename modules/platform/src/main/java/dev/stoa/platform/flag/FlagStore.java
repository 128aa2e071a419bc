package dev.stoa.platform.flag;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Flags that were set, in PostgreSQL. */
final class FlagStore {
    static final Statement LIST =
            Statement.of(
                    "platform.flags.list",
                    Budget.ms(5),
                    "select f.id, f.name, f.is_on, f.version, f.changed_at from feature_flags f");

    /** Version 0 stands for a flag that nobody has set. */
    static final Statement SET =
            Statement.of(
                    "platform.flags.set",
                    Budget.ms(10),
                    """
                    insert into feature_flags as f (name, is_on)
                    select cast(:name as text), cast(:on as boolean)
                     where :expected = 0 or exists (select 1 from feature_flags e where e.name = :name)
                    on conflict (name) do update
                       set is_on = excluded.is_on, version = f.version + 1, changed_at = now()
                     where f.version = :expected
                    returning id, name, is_on, version, changed_at
                    """);

    private final Database database;

    FlagStore(Database database) {
        this.database = database;
    }

    /** A flag that was set. */
    record Given(long id, String name, boolean isOn, int version, Instant changedAt) {
        FlagState of(Flag flag) {
            return new FlagState(flag, isOn, version, changedAt);
        }
    }

    List<Given> list() {
        return database.list(LIST, FlagStore::given);
    }

    /** Sets one; empty where its version is another than {@code expected}. */
    Optional<Given> set(String flag, boolean on, int expected) {
        return database.find(SET, FlagStore::given, flag, on, expected);
    }

    private static Given given(Row row) {
        return new Given(row.number(0), row.text(1), row.flag(2), row.integer(3), row.instant(4));
    }
}
