/**
 * Ranked snapshots for trending and top: one node writes a whole epoch in one transaction, readers
 * stay in the epoch their cursor names while it is kept, which the last two are.
 */
package dev.stoa.forum.rank;
