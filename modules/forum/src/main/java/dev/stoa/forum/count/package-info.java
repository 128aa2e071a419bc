/**
 * Counters of threads, posts, members and structures. Whoever changes what is counted appends
 * deltas in its own transaction; one folder at a time adds them up, so that counters lose nothing
 * in a crash and no two writers wait for one row.
 *
 * <p>What counts, and what an audit holds the counters against:
 *
 * <ul>
 *   <li>a thread: votes and favorites as rows; posts that are not removed, the first one and those
 *       of drafts too, and the members who wrote them (participants)
 *   <li>a post: votes as rows; answers to it that are not removed
 *   <li>a structure: threads that are published and not removed, and the posts these count
 *   <li>a member: threads that are published and not removed; posts that are not removed, whatever
 *       their thread is; karma as {@code karma_entries}
 * </ul>
 *
 * <p>So a draft moves its thread's own counters and its author's posts, its publishing those of
 * structure and the author's threads, and the removal of a thread takes threads and posts from the
 * structure and a thread from the author.
 */
package dev.stoa.forum.count;
