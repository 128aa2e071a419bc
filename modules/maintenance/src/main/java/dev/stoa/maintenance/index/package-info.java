/**
 * Indexes and tables: what is missing, broken, in vain or swollen, and mending it beside the
 * traffic.
 */
package dev.stoa.maintenance.index;
