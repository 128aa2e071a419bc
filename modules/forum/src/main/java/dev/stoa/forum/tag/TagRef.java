package dev.stoa.forum.tag;

/** A tag as filters need it: which, and how many threads carry it. */
public record TagRef(long id, String slug, int useCount) {}
