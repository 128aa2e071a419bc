package dev.stoa.sessions.ledger;

import dev.stoa.platform.ProblemType;
import java.util.List;

/** Why value is not moved. */
final class LedgerProblems {
    static final ProblemType INSUFFICIENT_BALANCE =
            new ProblemType(
                    "insufficient-balance",
                    409,
                    "There is not that much",
                    "The payer has less of the asset than the amount. Nothing was moved; the same Idempotency-Key may"
                            + " be used again.");
    static final ProblemType ALREADY_BOOKED =
            new ProblemType(
                    "already-booked",
                    409,
                    "This was done before",
                    "Value was moved for this Idempotency-Key more than 24 hours ago, so its answer is not kept any"
                            + " more. detail names the transfer; use a new key for another.");

    private LedgerProblems() {}

    static List<ProblemType> all() {
        return List.of(INSUFFICIENT_BALANCE, ALREADY_BOOKED);
    }
}
