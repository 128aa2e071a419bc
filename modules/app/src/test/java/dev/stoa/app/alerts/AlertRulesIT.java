package dev.stoa.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts are made of their sources and the thresholds of signals.yaml, are right, and each of their
 * thresholds is held by a test. {@code -Dalerts.write=true} writes the files anew.
 */
class AlertRulesIT {
    private static final Pattern NAMES = Pattern.compile("alertname!?=~?\"([A-Za-z|]+)\"");

    private static RuleFiles files;

    @TempDir private Path folder;

    @BeforeAll
    static void read() throws IOException {
        files = RuleFiles.ofSources();
    }

    @Test
    void theCommittedFilesAreWhatTheirSourcesAndThresholdsMake() throws IOException {
        Map<String, String> made = files.committed();
        if (Boolean.getBoolean("alerts.write")) {
            for (var each : made.entrySet()) {
                Path file = RuleFiles.OBSERVABILITY.resolve(each.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, each.getValue());
            }
        }
        for (var each : made.entrySet()) {
            assertThat(RuleFiles.OBSERVABILITY.resolve(each.getKey())).hasContent(each.getValue());
        }
        assertThat(Stream.of("alerts", "alerts/tests", "rules").flatMap(AlertRulesIT::yaml))
                .containsExactlyInAnyOrderElementsOf(made.keySet());
    }

    private static Stream<String> yaml(String below) {
        String[] names = RuleFiles.OBSERVABILITY.resolve(below).toFile().list();
        return Arrays.stream(names == null ? new String[0] : names)
                .filter(name -> name.endsWith(".yaml"))
                .map(name -> below + "/" + name);
    }

    private static List<Path> committed(String below) {
        return yaml(below).map(RuleFiles.OBSERVABILITY::resolve).toList();
    }

    @Test
    void promtoolAcceptsTheRulesAndAllTheirTestsPass() throws Exception {
        Promtool.Said checked =
                Promtool.run("promtool", "check", "rules", committed("alerts"), committed("rules"));
        assertThat(checked.code()).as(checked.output()).isZero();
        Promtool.Said tested = Promtool.run("promtool", "test", "rules", committed("alerts/tests"));
        assertThat(tested.code()).as(tested.output()).isZero();
    }

    @Test
    void eachAlertIsTestedFiringJustBelowAndIdle() {
        for (Alert alert : files.alerts()) {
            Set<AlertTest.Kind> kinds =
                    alert.tests().stream().map(AlertTest::kind).collect(Collectors.toSet());
            assertThat(kinds).as(alert.name()).containsExactlyInAnyOrder(AlertTest.Kind.values());
        }
    }

    @Test
    void whicheverThresholdIsMovedATestFails() throws Exception {
        Mutation mutation = Mutation.of(files);
        List<Callable<Promtool.Said>> runs = new ArrayList<>();
        for (Path tests : mutation.write(folder)) {
            runs.add(() -> Promtool.run("promtool", "test", "rules", tests));
        }
        var output = new StringBuilder();
        try (var threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<Promtool.Said> each : threads.invokeAll(runs)) {
                output.append(each.get().output());
            }
        }
        Map<String, String> survivors = mutation.survivors(output.toString());
        int all = mutation.mutants().size();
        System.out.printf(
                "alerts %d, tests %d, mutants killed %d of %d%n",
                files.alerts().stream().map(Alert::name).distinct().count(),
                files.alerts().stream().mapToLong(alert -> alert.tests().size()).sum(),
                all - survivors.size(),
                all);
        assertThat(survivors.values()).as("moved, and no test failed").isEmpty();
    }

    @Test
    void alertmanagerTakesItsConfigurationAndRoutesBySeverity() throws Exception {
        Path config = RuleFiles.OBSERVABILITY.resolve("alertmanager.yaml");
        Promtool.Said checked = Promtool.run("amtool", "check-config", config);
        assertThat(checked.code()).as(checked.output()).isZero();
        assertThat(route(config, "severity=page")).isEqualTo("page");
        assertThat(route(config, "severity=ticket")).isEqualTo("ticket");
        assertThat(route(config, "severity=page", "rollback=true")).isEqualTo("rollback,page");
        for (Alert alert : files.alerts()) {
            assertThat(alert.severity()).isIn("page", "ticket");
        }
    }

    private static String route(Path config, String... labels) throws Exception {
        return Promtool.run(
                        "amtool",
                        "config",
                        "routes",
                        "test",
                        "--config.file=" + config,
                        List.of(labels))
                .output()
                .lines()
                .filter(line -> !line.startsWith("Warning"))
                .findFirst()
                .orElse("");
    }

    @Test
    void alertmanagerKnowsNoAlertThatIsNone() throws IOException {
        Set<String> names = files.alerts().stream().map(Alert::name).collect(Collectors.toSet());
        String config = Files.readString(RuleFiles.OBSERVABILITY.resolve("alertmanager.yaml"));
        List<String> named =
                NAMES.matcher(config)
                        .results()
                        .flatMap(each -> Arrays.stream(each.group(1).split("\\|")))
                        .toList();
        assertThat(named).isNotEmpty().isSubsetOf(names);
    }
}
