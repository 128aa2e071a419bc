/** SQL by named statements with budgets, through Helidon DbClient only. */
package dev.stoa.platform.sql;
