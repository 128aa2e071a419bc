package dev.stoa.forum.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a dump's file: attributes by name, times in UTC. */
final class DumpRow {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final DumpFile file;
    private final Map<String, String> attributes = new HashMap<>();

    DumpRow(DumpFile file) {
        this.file = file;
    }

    void set(String name, String value) {
        attributes.put(name, value);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    @Nullable String textOrNull(String name) {
        return attributes.get(name);
    }

    String text(String name) {
        String value = attributes.get(name);
        if (value == null) {
            throw file.broken("a row without " + name);
        }
        return value;
    }

    /** The text, empty where there is none. */
    String textOrEmpty(String name) {
        return attributes.getOrDefault(name, "");
    }

    long number(String name) {
        return parsed(name, text(name));
    }

    @Nullable Long numberOrNull(String name) {
        String value = attributes.get(name);
        return value == null || value.isEmpty() ? null : parsed(name, value);
    }

    /** An int, 0 where there is none. */
    int integer(String name) {
        Long value = numberOrNull(name);
        if (value == null) {
            return 0;
        }
        if (value != value.intValue()) {
            throw file.broken(name + " is too large: " + value);
        }
        return value.intValue();
    }

    Instant instant(String name) {
        return parsedInstant(name, text(name));
    }

    @Nullable Instant instantOrNull(String name) {
        String value = attributes.get(name);
        return value == null ? null : parsedInstant(name, value);
    }

    private long parsed(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw file.broken(name + " is not a number: " + shown(value));
        }
    }

    private Instant parsedInstant(String name, String value) {
        try {
            Instant instant = LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw file.broken(name + " is not a time: " + shown(value));
    }

    private static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "...";
    }
}
