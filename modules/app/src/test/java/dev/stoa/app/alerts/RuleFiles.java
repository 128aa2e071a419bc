package dev.stoa.app.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All files that are made of the sources and thresholds. */
public final class RuleFiles {
    /** Where all of this is, from a module. */
    static final Path OBSERVABILITY = Path.of("../../observability");

    private final Thresholds thresholds;
    private final List<RuleGroup> groups;

    private RuleFiles(Thresholds thresholds, List<RuleGroup> groups) {
        this.thresholds = thresholds;
        this.groups = groups;
    }

    public static RuleFiles ofSources() throws IOException {
        return new RuleFiles(
                Thresholds.of(OBSERVABILITY.resolve("signals.yaml")),
                RuleSource.read(OBSERVABILITY.resolve("alerts/source")));
    }

    List<RuleGroup> groups() {
        return groups;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    List<Alert> alerts() {
        return groups.stream().flatMap(group -> group.alerts().stream()).toList();
    }

    List<Recording> recordings() {
        return groups.stream().flatMap(group -> group.recordings().stream()).toList();
    }

    /** Texts by path below {@code observability}. */
    Map<String, String> committed() {
        Map<String, String> files = new LinkedHashMap<>(rules(Pace.REAL));
        for (RuleGroup group : groups) {
            for (AlertTest.Step step : AlertTest.Step.values()) {
                tests(group, step)
                        .ifPresent(
                                text ->
                                        files.put(
                                                "alerts/tests/%s-%s.yaml"
                                                        .formatted(group.name(), step.time()),
                                                text));
            }
        }
        return files;
    }

    private Optional<String> tests(RuleGroup group, AlertTest.Step step) {
        List<Recording> used = used(group.alerts());
        List<String> rules = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (RuleGroup each : groups) {
            if (each.recordings().stream().anyMatch(used::contains)) {
                rules.add("../../rules/" + each.name() + ".yaml");
                order.add(each.name() + "-records");
            }
        }
        rules.add("../" + group.name() + ".yaml");
        order.add(group.name());
        var tests = new TestFile("alerts/source/" + group.name() + ".yaml", rules, order, step);
        long count =
                group.alerts().stream()
                        .mapToLong(alert -> tests.tests(alert, List.of(alert.name())))
                        .sum();
        return count == 0 ? Optional.empty() : Optional.of(tests.toString());
    }

    /** What {@code alerts} use, and what that uses, in the order of the sources. */
    List<Recording> used(List<Alert> alerts) {
        List<Recording> used = new ArrayList<>();
        alerts.forEach(alert -> add(alert.expr(), used));
        return recordings().stream().filter(used::contains).toList();
    }

    private void add(Template expr, List<Recording> used) {
        for (Recording each : recordings()) {
            if (!used.contains(each) && Recording.uses(expr.text(), each.names())) {
                used.add(each);
                add(each.expr(), used);
            }
        }
    }

    private Map<String, String> rules(Pace pace) {
        Map<String, String> files = new LinkedHashMap<>();
        for (RuleGroup group : groups) {
            String made = "alerts/source/" + group.name() + ".yaml and signals.yaml";
            var alerts = new RuleFile(thresholds, pace, made).group(group.name());
            group.alerts()
                    .forEach(
                            each ->
                                    alerts.alert(
                                            each, each.name(), each.expr().rendered(thresholds)));
            files.put("alerts/" + group.name() + ".yaml", alerts.toString());
            if (!group.recordings().isEmpty()) {
                var rules = new RuleFile(thresholds, pace, made).group(group.name() + "-records");
                group.recordings().forEach(each -> write(each, rules));
                files.put("rules/" + group.name() + ".yaml", rules.toString());
            }
        }
        return files;
    }

    private void write(Recording recording, RuleFile file) {
        String expression = recording.expr().rendered(thresholds);
        for (String window : recording.windows()) {
            file.recording(recording.name(window), expression.replace("${window}", window));
        }
    }

    /**
     * Writes rules whose times are so many times shorter than the committed ones, looked at each
     * {@code interval}, into {@code folder}, and Alertmanager's configuration likewise.
     */
    public void writeQuick(Path folder, int times, String interval) throws IOException {
        Pace pace = new Pace(times, interval);
        for (var file : rules(pace).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Files.writeString(
                folder.resolve("alertmanager.yaml"),
                pace.configuration(Files.readString(OBSERVABILITY.resolve("alertmanager.yaml"))));
    }
}
