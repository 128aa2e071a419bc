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
import java.util.stream.Stream;

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
                                        .filter(
                                                each ->
                                                        each.equals(rule)
                                                                || uses(each.expr(), changed))
                                        .toList()));
            }
        }
    }

    /** Recordings are in the order in which they use each other. */
    private Set<String> changedBy(Object rule) {
        Set<String> changed = new LinkedHashSet<>();
        for (Recording each : files.recordings()) {
            if (each.equals(rule) || uses(each.expr(), changed)) {
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
            for (AlertTest.Step step : AlertTest.Step.values()) {
                List<Alert> tested =
                        group.alerts().stream()
                                .filter(
                                        alert ->
                                                alert.tests().stream()
                                                        .anyMatch(each -> each.step() == step))
                                .toList();
                if (!tested.isEmpty()) {
                    String name = group.name() + "-" + step.time();
                    Files.writeString(folder.resolve(name + "-rules.yaml"), rules(tested));
                    var text =
                            new TestFile(
                                    "",
                                    List.of(name + "-rules.yaml"),
                                    List.of("records", "alerts"),
                                    step);
                    tested.forEach(alert -> text.tests(alert, names(alert)));
                    tests.add(Files.writeString(folder.resolve(name + ".yaml"), text.toString()));
                }
            }
        }
        return tests;
    }

    private List<String> names(Alert alert) {
        return mutants.stream()
                .filter(each -> each.alerts().contains(alert))
                .map(each -> alert.name() + each.name())
                .toList();
    }

    private String rules(List<Alert> alerts) {
        var file = new RuleFile(files.thresholds(), Pace.REAL, "").group("records");
        for (Recording recording : files.used(alerts)) {
            for (String window : recording.windows()) {
                if (isUsed(recording.name(window), alerts)) {
                    record(recording, window, alerts, file);
                }
            }
        }
        file.group("alerts");
        for (Alert alert : alerts) {
            for (Mutant each : mutants) {
                if (each.alerts().contains(alert)) {
                    file.alert(
                            alert,
                            alert.name() + each.name(),
                            expression(each, alert, alert.expr()));
                }
            }
        }
        return file.toString();
    }

    private boolean isUsed(String name, List<Alert> alerts) {
        return Stream.concat(
                        alerts.stream().map(Alert::expr),
                        files.recordings().stream().map(Recording::expr))
                .anyMatch(each -> uses(each, Set.of(name)));
    }

    private void record(Recording recording, String window, List<Alert> alerts, RuleFile file) {
        String name = recording.name(window);
        file.recording(
                name, recording.expr().rendered(files.thresholds()).replace("${window}", window));
        for (Mutant each : mutants) {
            if (each.changed().contains(name)
                    && each.alerts().stream().anyMatch(alerts::contains)) {
                file.recording(
                        name + each.name(),
                        expression(each, recording, recording.expr()).replace("${window}", window));
            }
        }
    }

    private String expression(Mutant mutant, Object rule, Template expr) {
        String text =
                rule.equals(mutant.rule())
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
