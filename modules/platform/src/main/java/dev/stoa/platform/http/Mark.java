package dev.stoa.platform.http;

/**
 * Where an object of a finished body is, so that something can be put into it, or it can be taken
 * out, without reading the body.
 *
 * @param kind what the object shows; a letter of whoever marks
 * @param id of what it shows
 * @param start of its opening brace, in bytes
 * @param end behind its closing brace, where it is an item that can be taken out; else {@code
 *     start}
 */
public record Mark(char kind, long id, int start, int end) {
    public Mark {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a mark from " + start + " to " + end);
        }
    }

    /** Whether it is an item of a list that can be taken out of it. */
    boolean isRemovable() {
        return end > start;
    }
}
