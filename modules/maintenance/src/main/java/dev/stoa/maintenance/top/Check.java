package dev.stoa.maintenance.top;

/**
 * Something that was checked.
 *
 * @param name of it
 * @param passed whether it is as it should be
 * @param seen what was seen, in a sentence
 */
record Check(String name, boolean passed, String seen) {}
