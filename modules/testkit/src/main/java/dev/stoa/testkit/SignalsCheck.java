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
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares what a node emits with {@code observability/signals.yaml}: each method returns one
 * sentence for each signal emitted and unlisted, listed and never emitted, or different.
 */
public final class SignalsCheck {
    private final Map<String, List<Map<String, ?>>> lists;

    private SignalsCheck(Map<String, List<Map<String, ?>>> lists) {
        this.lists = lists;
    }

    /** The check against {@code file}. */
    public static SignalsCheck of(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return new SignalsCheck(new Yaml().load(text));
        }
    }

    /** What is wrong with the metrics of {@code scrape}, in the text format 0.0.4. */
    public List<String> metrics(String scrape) {
        Map<String, Family> emitted = Family.in(scrape);
        Map<String, Map<String, ?>> listed = named("metrics");
        List<String> wrong = new ArrayList<>();
        for (Family family : emitted.values()) {
            Map<String, ?> entry = listed.get(family.name());
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
    private static boolean isMaximum(String name, Map<String, Map<String, ?>> listed) {
        return name.endsWith("_max")
                && listed.containsKey(name.substring(0, name.length() - "_max".length()));
    }

    /** What is wrong with the names and attributes of {@code spans}. */
    public List<String> spans(Collection<ReceivedSpan> spans) {
        List<String> wrong = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> attributes = new TreeSet<>();
        for (ReceivedSpan span : spans) {
            attributes.addAll(span.attributes().keySet());
            Map<String, ?> entry = spanEntry(span);
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
        return wrong.stream().distinct().toList();
    }

    /** What is wrong with the names of the fields seen in the log. */
    public List<String> logFields(Set<String> seen) {
        return compared("log-fields", seen);
    }

    /** A name that is listed as it is beats one with a word in braces. */
    private @Nullable Map<String, ?> spanEntry(ReceivedSpan span) {
        Map<String, Map<String, ?>> listed = named("spans");
        Map<String, ?> exact = listed.get(span.name());
        if (exact != null) {
            return span.kind().equals(exact.get("kind")) ? exact : null;
        }
        for (Map<String, ?> entry : listed.values()) {
            String pattern = String.valueOf(entry.get("name")).replaceAll("\\{\\w+}", "\\\\S+");
            if (span.kind().equals(entry.get("kind")) && span.name().matches(pattern)) {
                return entry;
            }
        }
        return null;
    }

    private List<String> compared(String list, Set<String> seen) {
        Map<String, Map<String, ?>> listed = named(list);
        List<String> wrong =
                seen.stream()
                        .filter(name -> !listed.containsKey(name))
                        .map(name -> name + " is emitted but not listed")
                        .collect(Collectors.toCollection(ArrayList::new));
        wrong.addAll(missing(listed, seen));
        return wrong;
    }

    private static List<String> missing(Map<String, Map<String, ?>> listed, Set<String> seen) {
        return listed.values().stream()
                .filter(entry -> !entry.containsKey("when"))
                .map(entry -> String.valueOf(entry.get("name")))
                .filter(name -> !seen.contains(name))
                .map(name -> name + " is listed but was never emitted")
                .toList();
    }

    private Map<String, Map<String, ?>> named(String list) {
        return lists.getOrDefault(list, List.of()).stream()
                .collect(Collectors.toMap(entry -> String.valueOf(entry.get("name")), e -> e));
    }
}
