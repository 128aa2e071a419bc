/** The planner's statistics of large tables. */
package dev.stoa.maintenance.table;
