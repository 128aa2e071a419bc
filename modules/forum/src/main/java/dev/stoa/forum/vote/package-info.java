/**
 * Votes on threads and posts: one row for each member and thing, and a delta of the counters in the
 * same transaction. No row that others vote on, too, is locked.
 */
package dev.stoa.forum.vote;
