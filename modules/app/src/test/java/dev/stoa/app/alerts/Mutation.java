package dev.stoa.app.alerts;

import dev.stoa.app.alerts.Template.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Moves each threshold of each rule, one at a time, up and down. All rules that come of it stand
 * beside each other under names of their own and are put to the tests of their alerts together:
 * what a test costs is its recordings, not its alerts.
 */
final class Mutation {
    private final RuleFiles files;
    private final List<Mutant> mutants = new ArrayList<>();

    /**
     * One threshold that is moved.
     *
     * @param name what its rules' names end with
     * @param what was done, for people
     * @param rule the {@link Recording} or {@link Alert} it is of
     * @param changed names of the recordings that are others for it
     * @param alerts that are others for it
     */
    record Mutant(
            String name,
            String what,
            Object rule,
            int place,
            Move move,
            Set<String> changed,
            List<Alert> alerts) {}

    private Mutation(RuleFiles files) {
        this.files = files;
    }

    static Mutation of(RuleFiles files) {
        var mutation = new Mutation(files);
        files.recordings().forEach(each -> mutation.move(each, each.record(), each.expr()));
        files.alerts()
                .forEach(
                        each ->
                                mutation.move(
                                        each,
                                        each.name() + " (" + each.severity() + ")",
                                        each.expr()));
        return mutation;
    }

    List<Mutant> mutants() {
        return mutants;
    }

    private void move(Object rule, String name, Template expr) {
        List<String> places = expr.places();
        for (int place = 0; place < places.size(); place++) {
            for (Move move : Move.values()) {
                Set<String> changed = changedBy(rule);
                mutants.add(
                        new Mutant(
                                "_m" + mutants.size() + "_",
                                name + ": " + places.get(place) + " #" + (place + 1) + " " + move,
                                rule,
                                place,
                                move,
                                changed,
                                files.alerts().stream()
                                        .filter(each -> each == rule || uses(each.expr(), changed))
                                        .toList()));
            }
        }
    }

    /** Recordings are in the order in which they use each other. */
    private Set<String> changedBy(Object rule) {
        Set<String> changed = new LinkedHashSet<>();
        for (Recording each : files.recordings()) {
            if (each == rule || uses(each.expr(), changed)) {
                changed.addAll(each.names());
            }
        }
        return changed;
    }

    private static boolean uses(Template expr, Set<String> names) {
        return Recording.uses(expr.text(), names);
    }

    /** Writes rules and tests into {@code folder}; returns the files of tests. */
    List<Path> write(Path folder) throws IOException {
        List<Path> tests = new ArrayList<>();
        for (RuleGroup group : files.groups()) {
            List<Mutant> mine =
                    mutants.stream()
                            .filter(each -> each.alerts().stream().anyMatch(group.alerts()::contains))
                            .toList();
            String rules = group.name() + "-rules.yaml";
            Files.writeString(folder.resolve(rules), rules(group, mine));
            for (AlertTest.Step step : AlertTest.Step.values()) {
                var text = new TestFile("", List.of(rules), List.of("records", "alerts"), step);
                int count = 0;
                for (Alert alert : group.alerts()) {
                    count += text.tests(alert, names(alert, mine));
                }
                if (count > 0) {
                    Path file = folder.resolve(group.name() + "-" + step.time() + ".yaml");
                    Files.writeString(file, text.toString());
                    tests.add(file);
                }
            }
        }
        return tests;
    }

    private static List<String> names(Alert alert, List<Mutant> mutants) {
        return mutants.stream()
                .filter(each -> each.alerts().contains(alert))
                .map(each -> alert.name() + each.name())
                .toList();
    }

    private String rules(RuleGroup group, List<Mutant> mutants) {
        var file = new RuleFile(files.thresholds(), Pace.REAL, "").group("records");
        for (Recording recording : files.used(group.alerts())) {
            for (String window : recording.windows()) {
                String name = recording.name(window);
                file.recording(
                        name,
                        recording.expr().rendered(files.thresholds()).replace("${window}", window));
                for (Mutant each : mutants) {
                    if (each.changed().contains(name)) {
                        file.recording(
                                name + each.name(),
                                expression(each, recording, recording.expr())
                                        .replace("${window}", window));
                    }
                }
            }
        }
        file.group("alerts");
        for (Alert alert : group.alerts()) {
            for (Mutant each : mutants) {
                if (each.alerts().contains(alert)) {
                    file.alert(
                            alert, alert.name() + each.name(), expression(each, alert, alert.expr()));
                }
            }
        }
        return file.toString();
    }

    private String expression(Mutant mutant, Object rule, Template expr) {
        String text =
                rule == mutant.rule()
                        ? expr.moved(files.thresholds(), mutant.place(), mutant.move())
                        : expr.rendered(files.thresholds());
        for (String each : mutant.changed()) {
            text =
                    Recording.whole(each)
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(each + mutant.name()));
        }
        return text;
    }

    /** What no test of {@code output}, promtool's, speaks against. */
    Map<String, String> survivors(String output) {
        Map<String, String> left = new LinkedHashMap<>();
        for (Mutant each : mutants) {
            if (!output.contains(each.name())) {
                left.put(each.name(), each.what());
            }
        }
        return left;
    }
}
