package dev.stoa.platform.http;

/**
 * Where an object of a finished body is, so that something can be put into it, or it can be taken
 * out, without reading the body.
 *
 * @param kind what the object shows; a letter of whoever marks
 * @param id of what it shows
 * @param from where what is taken out with it begins; {@code start} where that is the object alone
 * @param start of its opening brace, in bytes
 * @param end behind what can be taken out with it; {@code start} where it stays
 */
public record Mark(char kind, long id, int from, int start, int end) {
    public Mark {
        if (from < 0 || start < from || end < start) {
            throw new IllegalArgumentException("a mark from " + from + " to " + end);
        }
    }

    /** An object that is taken out alone, or stays. */
    public Mark(char kind, long id, int start, int end) {
        this(kind, id, start, start, end);
    }

    /** Whether it can be taken out. */
    boolean isRemovable() {
        return end > start;
    }
}
