package dev.stoa.forum.writing;

import org.jspecify.annotations.Nullable;

/**
 * A post that a member wants to add.
 *
 * @param parent the post it answers; null for the thread itself
 */
record PostDraft(long thread, @Nullable Long parent, PostText text) {}
