/**
 * What members write: threads, posts, their edits and ends, and accepted answers.
 *
 * <p>Each write is one transaction. The row of the thread is locked first and its number source
 * moved under that lock, so numbers are dense and moments of posts ascend with them; then posts;
 * deltas of counters and uses of tags come last, as others wait for these.
 */
package dev.stoa.forum.writing;
