package dev.stoa.forum.moderation;

/**
 * What a move of posts moved.
 *
 * @param to the thread they are in now
 * @param posts how many, removed ones too
 * @param shown how many of them are shown
 * @param arrived their authors who had no shown post in that thread
 * @param left their authors who have no shown post in the old thread any more
 */
record Moved(long to, int posts, int shown, int arrived, int left) {}
