package dev.stoa.sessions.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is measured of the ledger; there from the start, at zero. */
final class LedgerSignals {
    static final String BOOKED = "booked";
    static final String REPLAYED = "replayed";
    private static final String OTHER = "refused";

    private static final List<String> OUTCOMES =
            List.of(
                    BOOKED,
                    REPLAYED,
                    LedgerProblems.INSUFFICIENT_BALANCE.slug(),
                    LedgerProblems.ALREADY_BOOKED.slug(),
                    OTHER);

    private final Map<String, Counter> transfers;
    private final AtomicLong imbalances = new AtomicLong();
    private final AtomicLong drifts = new AtomicLong();

    LedgerSignals(MeterRegistry meters) {
        this.transfers =
                OUTCOMES.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), outcome -> counter(meters, outcome)));
        Gauge.builder("stoa.ledger.imbalance", imbalances, AtomicLong::doubleValue)
                .description("Assets whose entries did not sum to zero at this node's last audit")
                .register(meters);
        Gauge.builder("stoa.ledger.balance.drift", drifts, AtomicLong::doubleValue)
                .description("Balances that were not the sum of their entries at the last audit")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("stoa.ledger.transfers")
                .description("Transfers and grants that were asked for, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** Counts a transfer or grant by {@link #BOOKED}, {@link #REPLAYED} or a problem's slug. */
    void moved(String outcome) {
        Counter counter = transfers.getOrDefault(outcome, transfers.get(OTHER));
        if (counter != null) {
            counter.increment();
        }
    }

    void audited(long imbalancesFound, long driftsFound) {
        imbalances.set(imbalancesFound);
        drifts.set(driftsFound);
    }
}
