package dev.stoa.telemetry.count;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a transaction changes of the counts; written in it, folded later. */
public final class Deltas {
    static final Statement ADD =
            Statement.of(
                    "telemetry.deltas.add",
                    Budget.ms(20),
                    """
                    insert into telemetry_deltas (bucket, type, dimension, events, last_at)
                    select timestamptz 'epoch' + d.minute * interval '1 minute', d.type, d.dimension,
                           d.events, timestamptz 'epoch' + d.last * interval '1 microsecond'
                      from unnest(cast(:minutes as bigint[]), cast(:types as text[]),
                                  cast(:dimensions as text[]), cast(:events as int[]),
                                  cast(:lasts as bigint[])) d(minute, type, dimension, events, last)
                    """);

    private static final long MINUTE = 60_000_000;

    private Deltas() {}

    private record Bucket(long minute, String type, String dimension) {}

    /** How many, and when the last of them occurred. */
    private static final class Sum {
        private int events;
        private long last = Long.MIN_VALUE;

        void add(long micros) {
            events++;
            last = Math.max(last, micros);
        }
    }

    /** Counts events that this transaction has written. */
    public static void add(Transaction in, List<TelemetryEvent> written) {
        if (written.isEmpty()) {
            return;
        }
        Map<Bucket, Sum> sums = new HashMap<>();
        for (TelemetryEvent event : written) {
            long micros = event.key().micros();
            var bucket = new Bucket(Math.floorDiv(micros, MINUTE), event.type(), event.dimension());
            sums.computeIfAbsent(bucket, _ -> new Sum()).add(micros);
        }
        List<Map.Entry<Bucket, Sum>> all = List.copyOf(sums.entrySet());
        in.execute(
                ADD,
                all.stream().mapToLong(each -> each.getKey().minute()).toArray(),
                all.stream().map(each -> each.getKey().type()).toArray(String[]::new),
                all.stream().map(each -> each.getKey().dimension()).toArray(String[]::new),
                all.stream().mapToInt(each -> each.getValue().events).toArray(),
                all.stream().mapToLong(each -> each.getValue().last).toArray());
    }
}
