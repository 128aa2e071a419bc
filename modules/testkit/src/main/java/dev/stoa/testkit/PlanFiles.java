package dev.stoa.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shapes of plans by statement, committed as text: a section for each, a file for all that sort
 * alike.
 */
public record PlanFiles(Path folder) {
    /** Writes them, over what is there. */
    public void write(Map<String, String> plans) throws IOException {
        Map<String, String> files =
                plans.entrySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        plan -> file(plan.getKey()),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                PlanFiles::section, Collectors.joining("\n"))));
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static String file(String statement) {
        return statement.replaceAll("-.*", "") + ".txt";
    }

    private static String section(Map.Entry<String, String> plan) {
        return "# " + plan.getKey() + "\n" + plan.getValue() + "\n";
    }

    /** All that are there. */
    public Map<String, String> read() throws IOException {
        Map<String, String> plans = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                for (String section : Files.readString(file).split("(?m)^# ", -1)) {
                    if (!section.isBlank()) {
                        String[] parts = section.strip().split("\n", 2);
                        plans.put(parts[0], parts[1]);
                    }
                }
            }
        }
        return plans;
    }
}
