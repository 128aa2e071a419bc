/**
 * Live events: what changed in the forum, told to whoever keeps a stream open.
 *
 * <p>The node where something changed says so once, in a log that all nodes share. Each node reads
 * that log with one reader, keeps its newest part for those who come back, and hands every event to
 * the streams that asked for one of its topics, as bytes that are written once. An event says what
 * to look at, never what is there: readers fetch, so rights and caches stay in one place.
 *
 * <p>A stream has a short queue. Whoever reads too slowly to keep it from filling is told to begin
 * anew, and nobody waits for them.
 */
package dev.stoa.forum.live;
