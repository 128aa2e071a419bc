package dev.stoa.platform.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request's body gave for its route's {@link Field}s, each checked against its form. */
public final class Fields {
    static final Fields NONE = new Fields(Map.of(), Map.of());

    /** The texts of each field that was given, none for null. */
    private final Map<String, List<String>> given;

    private final Map<String, List<Fields>> rows;

    Fields(Map<String, List<String>> given, Map<String, List<Fields>> rows) {
        this.given = Map.copyOf(given);
        this.rows = Map.copyOf(rows);
    }

    /** Whether the field was given, if only as null. */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** A field that must be there: its text, or its JSON where that is its form. */
    public String text(String name) {
        return all(name).getFirst();
    }

    /** The field's text; null where it is missing or null. */
    public @Nullable String textOrNull(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    public String text(String name, String fallback) {
        List<String> values = all(name);
        return values.isEmpty() ? fallback : values.getFirst();
    }

    public long id(String name) {
        return Long.parseLong(text(name));
    }

    public @Nullable Long idOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : Long.valueOf(text);
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public long number(String name, long fallback) {
        String text = textOrNull(name);
        return text == null ? fallback : Long.parseLong(text);
    }

    /** Whether the field is there and true. */
    public boolean flag(String name) {
        return "true".equals(textOrNull(name));
    }

    public @Nullable Instant timeOrNull(String name) {
        String text = textOrNull(name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    /** The values of a list; empty where it is missing. */
    public List<String> all(String name) {
        return given.getOrDefault(name, List.of());
    }

    /** The objects of a list of such; empty where it is missing. */
    public List<Fields> rows(String name) {
        return rows.getOrDefault(name, List.of());
    }
}
