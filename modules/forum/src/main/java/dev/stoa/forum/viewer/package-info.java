/**
 * What is a signed-in viewer's own: votes, favorites, follows, mutes, how far they have read, laid
 * over pages that all viewers share. One statement finds it for a page, and one predicate says what
 * is unread, wherever that is asked.
 */
package dev.stoa.forum.viewer;
