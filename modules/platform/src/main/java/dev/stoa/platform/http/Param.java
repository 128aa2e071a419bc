package dev.stoa.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter a route takes: what it may be is checked before the route runs and shown in the
 * OpenAPI document, both from here.
 *
 * @param name as in the path template or the query
 * @param place where it stands
 * @param form what it may be
 * @param meaning one sentence for the document
 * @param repeatable whether a query may hold it more than once
 * @param fallback what it is where nothing is said, in the same form; null for nothing
 */
public record Param(
        String name,
        Place place,
        Form form,
        String meaning,
        Repeat repeatable,
        @Nullable String fallback) {
    /** Where a parameter stands. */
    public enum Place {
        PATH,
        QUERY
    }

    /** How often a parameter may stand. */
    public enum Repeat {
        ONCE,
        MANY
    }

    /** What a parameter may be. */
    public sealed interface Form {}

    /** An id: a whole number from 1 to 2^63-1. */
    public record Id() implements Form {}

    /** An id, or a word that stands for more than one thing. */
    public record IdOr(String word) implements Form {}

    /** Up to {@code most} ids with commas between. */
    public record Ids(int most) implements Form {}

    /** A whole number within bounds. */
    public record Whole(long least, long most) implements Form {}

    /** One of a few words. */
    public record Choice(List<String> words) implements Form {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** {@code true} or {@code false}. */
    public record Flag() implements Form {}

    /** Text of 1 to {@code most} characters without control characters. */
    public record Text(int most) implements Form {}

    /** An id in the path. */
    public static Param pathId(String name, String meaning) {
        return new Param(name, Place.PATH, new Id(), meaning, Repeat.ONCE, null);
    }

    /** A text in the path. */
    public static Param pathText(String name, int most, String meaning) {
        return new Param(name, Place.PATH, new Text(most), meaning, Repeat.ONCE, null);
    }

    public static Param id(String name, String meaning) {
        return query(name, new Id(), meaning);
    }

    public static Param idOr(String name, String word, String meaning) {
        return query(name, new IdOr(word), meaning);
    }

    public static Param ids(String name, int most, String meaning) {
        return query(name, new Ids(most), meaning);
    }

    public static Param number(String name, long least, long most, String meaning) {
        return query(name, new Whole(least, most), meaning);
    }

    public static Param choice(String name, String meaning, String... words) {
        return query(name, new Choice(List.of(words)), meaning);
    }

    public static Param flag(String name, String meaning) {
        return query(name, new Flag(), meaning);
    }

    public static Param text(String name, int most, String meaning) {
        return query(name, new Text(most), meaning);
    }

    private static Param query(String name, Form form, String meaning) {
        return new Param(name, Place.QUERY, form, meaning, Repeat.ONCE, null);
    }

    /** The same, but a query may hold it more than once. */
    public Param many() {
        return new Param(name, place, form, meaning, Repeat.MANY, fallback);
    }

    /** The same, but documented as {@code value} where nothing is said. */
    public Param fallback(String value) {
        return new Param(name, place, form, meaning, repeatable, value);
    }
}
