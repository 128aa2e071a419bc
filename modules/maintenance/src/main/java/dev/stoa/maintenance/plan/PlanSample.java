package dev.stoa.maintenance.plan;

import dev.stoa.platform.sql.Plan;
import dev.stoa.platform.sql.Statement;

/**
 * The plan that a statement was found to have.
 *
 * @param calls of it since the last look
 * @param totalMillis that they took
 */
record PlanSample(Statement statement, Plan plan, long calls, double totalMillis) {
    /** What tells the statement's text from those that had its name before. */
    String textHash() {
        return Integer.toHexString(statement.text().hashCode());
    }
}
