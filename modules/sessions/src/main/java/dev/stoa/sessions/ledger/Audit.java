package dev.stoa.sessions.ledger;

import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.sessions.ledger.LedgerStore.AuditRow;
import java.time.Duration;

/**
 * Adds the whole ledger up again and again: the entries of each asset must sum to zero, and each
 * balance must be the sum of its entries. 200 000 entries took 45 ms (2026-11-20); nothing is kept
 * between runs that could itself be wrong.
 */
final class Audit {
    private static final System.Logger LOG = System.getLogger(Audit.class.getName());

    private final LedgerStore store;
    private final LedgerSignals signals;

    Audit(LedgerStore store, LedgerSignals signals) {
        this.store = store;
        this.signals = signals;
    }

    Job job() {
        return Job.of("sessions.ledger.audit", Schedule.every(Duration.ofMinutes(5)), this::run);
    }

    private void run(JobRun run) {
        AuditRow found = run.transaction(store::audit);
        run.count("imbalances", found.imbalances());
        run.count("drifts", found.drifts());
        report(found);
    }

    /** Sets the gauges, and says loudly what is wrong. */
    void report(AuditRow found) {
        signals.audited(found.imbalances(), found.drifts());
        if (found.imbalances() != 0 || found.drifts() != 0) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The ledger does not add up: {0} assets do not sum to zero, {1} balances are"
                            + " not the sum of their entries",
                    found.imbalances(),
                    found.drifts());
        }
    }
}
