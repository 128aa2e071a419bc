/**
 * Posts: by thread, as answers, of a member. Each order, scope and way to a page has a statement of
 * its own, all made when {@code PostListSql} is loaded.
 */
package dev.stoa.forum.post;
