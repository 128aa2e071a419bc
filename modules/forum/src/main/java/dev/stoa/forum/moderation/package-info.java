/**
 * Moderation: what moderators do to threads and posts, what they look at, and what they did.
 *
 * <p>Each change names the version it is made to, is written into the log in its own transaction,
 * and locks the thread's row before rows of its posts, as all writers do. Merges and splits are
 * operations: asked for in one request, done soon after by any node.
 */
package dev.stoa.forum.moderation;
