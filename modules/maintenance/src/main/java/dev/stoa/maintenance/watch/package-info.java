/** What a node notices of itself from what it counts, and of the database from its sizes. */
package dev.stoa.maintenance.watch;
