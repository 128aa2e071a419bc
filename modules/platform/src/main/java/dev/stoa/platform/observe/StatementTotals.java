package dev.stoa.platform.observe;

/**
 * All statements of a node since its start.
 *
 * @param calls failed ones included
 * @param failures that the database refused
 * @param slow that reached the step {@code slow} of the ladder
 */
public record StatementTotals(long calls, long failures, long slow) {
    /** What came after {@code earlier}. */
    public StatementTotals since(StatementTotals earlier) {
        return new StatementTotals(
                calls - earlier.calls, failures - earlier.failures, slow - earlier.slow);
    }
}
