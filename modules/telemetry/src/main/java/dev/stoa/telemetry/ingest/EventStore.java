package dev.stoa.telemetry.ingest;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.count.Deltas;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events into PostgreSQL, with what they add to the counts, in one transaction. */
final class EventStore {
    /** As fast as COPY to within what can be measured, and it passes by what is there. */
    static final Statement INSERT =
            Statement.of(
                    "telemetry.events.insert",
                    Budget.ms(50),
                    """
                    insert into telemetry_events (event_id, occurred_at, type, session_id, address, props)
                    select cast(n.id as uuid), timestamptz 'epoch' + n.at * interval '1 microsecond', n.type,
                           n.session, n.address, cast(n.props as jsonb)
                      from unnest(cast(:ids as text[]), cast(:times as bigint[]), cast(:types as text[]),
                                  cast(:sessions as text[]), cast(:addresses as text[]),
                                  cast(:props as text[])) n(id, at, type, session, address, props)
                        on conflict do nothing
                    """);

    /** Those that this transaction wrote itself, of which the rest were there before. */
    static final Statement WRITTEN =
            Statement.of(
                    "telemetry.events.written",
                    Budget.ms(50),
                    """
                    select n.place
                      from unnest(cast(:ids as text[]), cast(:times as bigint[]))
                           with ordinality n(id, at, place)
                      join telemetry_events e
                        on e.occurred_at = timestamptz 'epoch' + n.at * interval '1 microsecond'
                       and e.event_id = cast(n.id as uuid)
                     where e.xmin = cast(pg_current_xact_id() as xid)
                    """);

    private final Database database;

    EventStore(Database database) {
        this.database = database;
    }

    /** Writes entries in the order of their keys; returns those that were there already. */
    Set<Group.Entry> write(List<Group.Entry> entries) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        Columns columns = new Columns(entries);
        return database.transaction(
                in -> {
                    long written = in.execute(INSERT, columns.all());
                    Set<Group.Entry> there =
                            written == entries.size() ? Set.of() : there(in, entries, columns);
                    List<TelemetryEvent> added = new ArrayList<>(entries.size());
                    for (Group.Entry entry : entries) {
                        if (!there.contains(entry)) {
                            added.add(entry.event());
                        }
                    }
                    Deltas.add(in, added);
                    return there;
                });
    }

    private static Set<Group.Entry> there(
            Transaction in, List<Group.Entry> entries, Columns columns) {
        Set<Group.Entry> there = new HashSet<>(entries);
        in.list(WRITTEN, row -> row.integer(0), columns.ids, columns.times)
                .forEach(place -> there.remove(entries.get(place - 1)));
        return there;
    }

    /** Entries turned round. */
    private static final class Columns {
        private final String[] ids;
        private final long[] times;
        private final String[] types;
        private final @Nullable String[] sessions;
        private final @Nullable String[] addresses;
        private final String[] props;

        Columns(List<Group.Entry> entries) {
            int size = entries.size();
            ids = new String[size];
            times = new long[size];
            types = new String[size];
            sessions = new @Nullable String[size];
            addresses = new @Nullable String[size];
            props = new String[size];
            for (int i = 0; i < size; i++) {
                TelemetryEvent event = entries.get(i).event();
                ids[i] = event.key().id().toString();
                times[i] = event.key().micros();
                types[i] = event.type();
                sessions[i] = event.session();
                addresses[i] = event.address();
                props[i] = event.props();
            }
        }

        Object[] all() {
            return new Object[] {ids, times, types, sessions, addresses, props};
        }
    }
}
