/**
 * Counters of threads, posts, members and structures. Whoever changes what is counted appends
 * deltas in its own transaction; one folder at a time adds them up, so that counters lose nothing
 * in a crash and no two writers wait for one row.
 */
package dev.stoa.forum.count;
