package dev.stoa.telemetry.event;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * By which prop events are counted apart, and by which of its values: these only, or a client could
 * make up rollups without end.
 *
 * @param key of the prop; empty for none
 * @param values that are told apart; all others are counted together, under the empty text
 */
public record Dimension(String key, Set<String> values) {
    public Dimension {
        values = Set.copyOf(values);
    }

    /** The dimension of a prop and its values with commas between. */
    public static Dimension of(String key, String values) {
        List<String> each =
                Arrays.stream(values.split(",", -1))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
        return new Dimension(key.strip(), Set.copyOf(each));
    }

    /** The values in an order of their own, for SQL. */
    public String[] array() {
        return values.stream().sorted().toArray(String[]::new);
    }
}
