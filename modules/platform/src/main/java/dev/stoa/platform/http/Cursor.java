package dev.stoa.platform.http;

import java.util.Arrays;

/**
 * A place in a list: the sort tuple of a row, ending in its id, as whole numbers (times in
 * microseconds, scores as their bits), and which way the list goes on from there.
 */
public record Cursor(Direction direction, Tuple tuple) {
    /** Which way to go on. */
    public enum Direction {
        AFTER,
        BEFORE
    }

    /** The sort tuple; a value. */
    public static final class Tuple {
        private final long[] parts;

        private Tuple(long[] parts) {
            this.parts = parts;
        }

        public static Tuple of(long... parts) {
            return new Tuple(parts.clone());
        }

        public int size() {
            return parts.length;
        }

        public long part(int index) {
            return parts[index];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tuple tuple && Arrays.equals(parts, tuple.parts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }

        @Override
        public String toString() {
            return Arrays.toString(parts);
        }
    }

    public static Cursor after(long... tuple) {
        return new Cursor(Direction.AFTER, Tuple.of(tuple));
    }

    public static Cursor before(long... tuple) {
        return new Cursor(Direction.BEFORE, Tuple.of(tuple));
    }
}
