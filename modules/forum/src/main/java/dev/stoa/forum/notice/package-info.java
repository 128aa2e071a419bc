/**
 * What members are told of: answers, mentions, accepted answers, what moderators did. Whoever
 * writes calls {@link dev.stoa.forum.notice.Notices} in its own transaction; the rest of the
 * package lets members read it, and forgets what is old.
 */
package dev.stoa.forum.notice;
