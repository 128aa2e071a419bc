package dev.stoa.maintenance.finding;

/** How often an examiner looks. */
public enum Cadence {
    /** On each node, every minute: what only that node knows of itself. */
    NODE_MINUTE,
    /** On one node of all, every quarter of an hour. */
    QUARTER_HOUR,
    /** On one node of all, every six hours. */
    SIX_HOURS,
    /** On one node of all, once a week. */
    WEEK,
    /** On one node of all, once a month. */
    MONTH
}
