package dev.stoa.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares what a node emits with {@code observability/signals.yaml}: each method returns one
 * sentence for each signal emitted and unlisted, listed and never emitted, or different.
 */
public final class SignalsCheck {
    private final Map<String, ?> signals;

    private SignalsCheck(Map<String, ?> signals) {
        this.signals = signals;
    }

    /** The check against {@code file}. */
    public static SignalsCheck of(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return new SignalsCheck(new Yaml().load(text));
        }
    }

    /** Names of all thresholds. */
    public List<String> thresholds() {
        return map(signals.get("thresholds")).keySet().stream().map(Object::toString).toList();
    }

    /**
     * The value of one threshold, such as {@code slow-statement} and {@code warn}: a number, a list
     * of numbers or a text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Object threshold(String name, String value) {
        Object found = map(map(signals.get("thresholds")).get(name)).get(value);
        if (found == null) {
            throw new IllegalArgumentException("no threshold " + name + "." + value);
        }
        return found;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** What is wrong with the metrics of {@code scrape}, in the text format 0.0.4. */
    public List<String> metrics(String scrape) {
        Map<String, Family> emitted = Family.in(scrape);
        Map<String, Map<?, ?>> listed = named("metrics");
        List<String> wrong = new ArrayList<>();
        for (Family family : emitted.values()) {
            Map<?, ?> entry = listed.get(family.name());
            if (entry != null) {
                wrong.addAll(family.differences(entry));
            } else if (!isMaximum(family.name(), listed)) {
                wrong.add(family.name() + " is emitted but not listed");
            }
        }
        wrong.addAll(missing(listed, emitted.keySet()));
        return wrong;
    }

    /** A timer's highest value of late is part of the timer. */
    private static boolean isMaximum(String name, Map<String, Map<?, ?>> listed) {
        return name.endsWith("_max")
                && listed.containsKey(name.substring(0, name.length() - "_max".length()));
    }

    /** What is wrong with the names, attributes and events of {@code spans}. */
    public List<String> spans(Collection<ReceivedSpan> spans) {
        List<String> wrong = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> attributes = new TreeSet<>();
        Set<String> events = new TreeSet<>();
        for (ReceivedSpan span : spans) {
            attributes.addAll(span.attributes().keySet());
            events.addAll(span.events());
            Map<?, ?> entry = spanEntry(span);
            if (entry == null) {
                wrong.add("span " + span.kind() + " " + span.name() + " is emitted but not listed");
                continue;
            }
            names.add(String.valueOf(entry.get("name")));
            Set<String> unlisted = new TreeSet<>(span.attributes().keySet());
            unlisted.removeAll((List<?>) entry.get("attributes"));
            unlisted.forEach(
                    each -> wrong.add(each + " is not listed as an attribute of " + span.name()));
        }
        wrong.addAll(missing(named("spans"), names));
        wrong.addAll(compared("attributes", attributes));
        wrong.addAll(compared("span-events", events));
        return wrong.stream().distinct().toList();
    }

    /** Spans, attributes and events that are listed, with or without a condition, and not here. */
    public List<String> silent(Collection<ReceivedSpan> spans) {
        Set<String> seen = new HashSet<>();
        for (ReceivedSpan span : spans) {
            seen.addAll(span.attributes().keySet());
            seen.addAll(span.events());
            Map<?, ?> entry = spanEntry(span);
            if (entry != null) {
                seen.add(String.valueOf(entry.get("name")));
            }
        }
        return Stream.of("spans", "attributes", "span-events")
                .flatMap(list -> named(list).keySet().stream())
                .filter(name -> !seen.contains(name))
                .sorted()
                .toList();
    }

    /** What is wrong with the names of the fields seen in the log. */
    public List<String> logFields(Set<String> seen) {
        return compared("log-fields", seen);
    }

    /** A name that is listed as it is beats one with a word in braces. */
    private @Nullable Map<?, ?> spanEntry(ReceivedSpan span) {
        Map<String, Map<?, ?>> listed = named("spans");
        Map<?, ?> exact = listed.get(span.name());
        if (exact != null) {
            return span.kind().equals(exact.get("kind")) ? exact : null;
        }
        for (Map<?, ?> entry : listed.values()) {
            String pattern = String.valueOf(entry.get("name")).replaceAll("\\{\\w+}", "\\\\S+");
            if (span.kind().equals(entry.get("kind")) && span.name().matches(pattern)) {
                return entry;
            }
        }
        return null;
    }

    private List<String> compared(String list, Set<String> seen) {
        Map<String, Map<?, ?>> listed = named(list);
        List<String> wrong =
                seen.stream()
                        .filter(name -> !listed.containsKey(name))
                        .map(name -> name + " is emitted but not listed")
                        .collect(Collectors.toCollection(ArrayList::new));
        wrong.addAll(missing(listed, seen));
        return wrong;
    }

    private static List<String> missing(Map<String, Map<?, ?>> listed, Set<String> seen) {
        return listed.values().stream()
                .filter(entry -> !entry.containsKey("when"))
                .map(entry -> String.valueOf(entry.get("name")))
                .filter(name -> !seen.contains(name))
                .map(name -> name + " is listed but was never emitted")
                .toList();
    }

    private Map<String, Map<?, ?>> named(String list) {
        return signals.get(list) instanceof List<?> entries
                ? entries.stream()
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .collect(Collectors.toMap(each -> String.valueOf(each.get("name")), e -> e))
                : Map.of();
    }
}
