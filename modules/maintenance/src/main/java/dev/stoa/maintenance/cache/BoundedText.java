package dev.stoa.maintenance.cache;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A text that a pattern may look at so often and no more: a pattern that goes back again and again
 * ends with an exception rather than never.
 */
final class BoundedText implements CharSequence {
    private final CharSequence text;
    private final AtomicLong looks;

    /**
     * @param looks left, for all texts of one search
     */
    BoundedText(CharSequence text, AtomicLong looks) {
        this.text = text;
        this.looks = looks;
    }

    /** The looks are used up. */
    static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostly() {
            super("the pattern takes too long", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (looks.decrementAndGet() < 0) {
            throw new TooCostly();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
