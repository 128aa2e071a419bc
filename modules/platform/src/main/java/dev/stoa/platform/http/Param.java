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
    /** Ends the name of a family. */
    private static final String ANY = "*";

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

    /** An id in the path. */
    public static Param pathId(String name, String meaning) {
        return new Param(name, Place.PATH, new Form.Id(), meaning, Repeat.ONCE, null);
    }

    /** A text in the path. */
    public static Param pathText(String name, int most, String meaning) {
        return new Param(name, Place.PATH, new Form.Text(most), meaning, Repeat.ONCE, null);
    }

    public static Param id(String name, String meaning) {
        return query(name, new Form.Id(), meaning);
    }

    public static Param idOr(String name, String word, String meaning) {
        return query(name, new Form.IdOr(word), meaning);
    }

    public static Param ids(String name, int most, String meaning) {
        return query(name, new Form.Ids(most), meaning);
    }

    public static Param number(String name, long least, long most, String meaning) {
        return query(name, new Form.Whole(least, most), meaning);
    }

    public static Param choice(String name, String meaning, String... words) {
        return query(name, new Form.Choice(List.of(words)), meaning);
    }

    public static Param flag(String name, String meaning) {
        return query(name, new Form.Flag(), meaning);
    }

    public static Param text(String name, int most, String meaning) {
        return query(name, new Form.Text(most), meaning);
    }

    /** A moment in RFC 3339. */
    public static Param time(String name, String meaning) {
        return query(name, new Form.Time(), meaning);
    }

    /** A parameter of the query of any form. */
    public static Param of(String name, Form form, String meaning) {
        return query(name, form, meaning);
    }

    /** A parameter of the path of any form. */
    public static Param path(String name, Form form, String meaning) {
        return new Param(name, Place.PATH, form, meaning, Repeat.ONCE, null);
    }

    /** Texts of the query under all names that begin with {@code prefix}, such as {@code x.}. */
    public static Param family(String prefix, int most, String meaning) {
        return query(prefix + ANY, new Form.Text(most), meaning);
    }

    /** Whether a value under {@code given} is one of this parameter. */
    boolean isNamed(String given) {
        return name.equals(given)
                || (name.endsWith(ANY)
                        && given.length() >= name.length()
                        && given.startsWith(name.substring(0, name.length() - ANY.length())));
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
