/** Events by month: the partitions there are, those ahead, and how old ones go. */
package dev.stoa.telemetry.month;
