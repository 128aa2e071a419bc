package dev.stoa.forum.notice;

import dev.stoa.platform.MemberId;

/**
 * An answer that was accepted.
 *
 * @param thread the question
 * @param post the answer
 * @param by who accepted it
 */
public record Accepted(long thread, long post, MemberId by) {}
