package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many peer sessions are open, for metrics; those that are over are counted as they end. */
final class PeerGauges {
    static final Statement OPEN =
            Statement.of(
                    "sessions.peer.count-open",
                    Budget.ms(50),
                    """
                    select s.status, count(*) from peer_sessions s
                     where s.status in ('pending', 'active') group by s.status
                    """);

    private final Database database;
    private final Map<PeerStatus, AtomicLong> counts = new EnumMap<>(PeerStatus.class);

    PeerGauges(Database database, MeterRegistry meters) {
        this.database = database;
        for (PeerStatus status : List.of(PeerStatus.PENDING, PeerStatus.ACTIVE)) {
            AtomicLong count = new AtomicLong();
            counts.put(status, count);
            Gauge.builder("stoa.peer.sessions", count, AtomicLong::doubleValue)
                    .description("Open peer sessions of all nodes, by state; up to a minute old")
                    .tag("status", status.text())
                    .register(meters);
        }
    }

    private record Count(PeerStatus status, long count) {
        static Count read(Row row) {
            return new Count(PeerStatus.of(row.text(0)), row.number(1));
        }
    }

    /** Counts again; one statement. */
    void refresh() {
        Map<PeerStatus, Long> found = new EnumMap<>(PeerStatus.class);
        database.list(OPEN, Count::read).forEach(each -> found.put(each.status(), each.count()));
        counts.forEach((status, count) -> count.set(found.getOrDefault(status, 0L)));
    }
}
