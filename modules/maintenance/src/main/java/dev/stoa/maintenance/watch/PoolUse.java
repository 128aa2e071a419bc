package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Cadence;
import dev.stoa.maintenance.finding.Evidence;
import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.finding.Finding;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.history.Stretch;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.PoolWaits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds that work waits for connections, and what holds them meanwhile. */
final class PoolUse implements Examiner {
    static final String KIND = "pool-waiting";

    private static final long LEAST = 3;
    static final double MEAN_MILLIS = 10;

    private final History history;
    private final Database database;

    PoolUse(History history, Database database) {
        this.history = history;
        this.database = database;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Cadence cadence() {
        return Cadence.NODE_MINUTE;
    }

    @Override
    public List<Finding> examine() {
        Stretch lately = history.lately();
        PoolWaits waits = lately.waits();
        boolean hurts =
                waits.refused() > 0
                        || (waits.waited() >= LEAST
                                && waits.totalMillis() > MEAN_MILLIS * waits.waited());
        return hurts ? List.of(finding(waits, lately)) : List.of();
    }

    private Finding finding(PoolWaits waits, Stretch lately) {
        long looks = waits.held().values().stream().mapToLong(Long::longValue).sum();
        Optional<Map.Entry<String, Long>> most = Words.most(waits.held());
        double share = most.map(held -> (double) held.getValue() / looks).orElse(0.0);
        int size = database.pool().size();
        return new Finding(
                KIND,
                "stoa",
                "%d waits for a connection in %s, %s in the mean, %d of them in vain%s."
                        .formatted(
                                waits.waited(),
                                Words.time(lately.length()),
                                Words.millis(waits.totalMillis() / Math.max(1, waits.waited())),
                                waits.refused(),
                                most.map(
                                                held ->
                                                        "; "
                                                                + held.getKey()
                                                                + " held "
                                                                + Words.percent(share)
                                                                + " of those looked at")
                                        .orElse("")),
                share >= 0.5
                        ? "Make " + most.orElseThrow().getKey() + " hold connections shorter."
                        : "The pool of " + size + " is too small: raise database.pool.max.",
                Words.confidence(waits.waited(), LEAST),
                Evidence.of(
                        json -> {
                            json.writeNumberField("waited", waits.waited());
                            json.writeNumberField("refused", waits.refused());
                            json.writeNumberField("size", size);
                            json.writeStringField("holder", most.map(Map.Entry::getKey).orElse(""));
                            json.writeNumberField("holderShare", Math.round(share * 1e3) / 1e3);
                        }));
    }
}
