/** One report of statements, plans and indexes. */
package dev.stoa.maintenance.analysis;
