package dev.stoa.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One metric of a scrape.
 *
 * @param type counter, gauge, histogram or summary
 * @param labels names of its labels, without those of buckets
 */
record Family(String name, String type, Set<String> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** The metrics of a text in format 0.0.4, by name. */
    static Map<String, Family> in(String scrape) {
        Map<String, Family> found = new LinkedHashMap<>();
        Family last = new Family("", "", Set.of());
        for (String line : scrape.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                last = new Family(type.group(1), type.group(2), new TreeSet<>());
                found.put(last.name(), last);
            } else if (!line.startsWith("#") && line.contains("{")) {
                Matcher label = LABEL.matcher(line);
                while (label.find()) {
                    if (!label.group(1).equals("le")) {
                        last.labels().add(label.group(1));
                    }
                }
            }
        }
        return found;
    }

    /** In what it is not as {@code listed}. */
    List<String> differences(Map<?, ?> listed) {
        List<String> wrong = new ArrayList<>();
        if (!type.equals(listed.get("type"))) {
            wrong.add(name + " is a " + type + ", listed as a " + listed.get("type"));
        }
        Set<?> known = listed.get("labels") instanceof Map<?, ?> map ? map.keySet() : Set.of();
        if (!labels.equals(known) && !labels.isEmpty()) {
            wrong.add(name + " has labels " + labels + ", listed are " + known);
        }
        return wrong;
    }
}
