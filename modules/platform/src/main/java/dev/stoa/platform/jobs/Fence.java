package dev.stoa.platform.jobs;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/**
 * The right of one run to have an effect: its job's row is as this run picked it. Every picking and
 * every giving away raises the row's version.
 *
 * @param job its name
 * @param node that picked it
 * @param version the row had when it was picked
 */
record Fence(String job, String node, long version) {
    /**
     * A frozen holder must not keep locks that its successor waits for: the server ends a
     * transaction that says nothing for half a minute.
     */
    static final Statement LOOK =
            Statement.of(
                    "platform.jobs.fence-look",
                    Budget.ms(5),
                    """
                    select set_config('lock_timeout', '2s', true),
                           set_config('idle_in_transaction_session_timeout', '30s', true)
                      from scheduled_tasks s
                     where s.task_name = :job and s.task_instance = 'recurring'
                       and s.picked and s.picked_by = :node and s.version = :version
                    """);

    static final Statement LOCK =
            Statement.of(
                    "platform.jobs.fence-lock",
                    Budget.ms(5),
                    """
                    select s.version
                      from scheduled_tasks s
                     where s.task_name = :job and s.task_instance = 'recurring'
                       and s.picked and s.picked_by = :node and s.version = :version
                       for share
                    """);

    /** Looks whether the right is there. */
    void look(Transaction transaction) {
        require(transaction, LOOK);
    }

    /** Looks, and keeps it from being taken until the transaction ends. */
    void lock(Transaction transaction) {
        require(transaction, LOCK);
    }

    private void require(Transaction transaction, Statement statement) {
        if (transaction.find(statement, row -> row.text(0), job, node, version).isEmpty()) {
            throw new JobLost(job);
        }
    }
}
