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
                Promtool.run(
                        "promtool", "check", "rules", committed("alerts"), committed("rules"));
        assertThat(checked.code()).as(checked.output()).isZero();
        Promtool.Said tested =
                Promtool.run("promtool", "test", "rules", committed("alerts/tests"));
        assertThat(tested.code()).as(tested.output()).isZero();
    }

    @Test
    void eachAlertIsTestedFiringJustBelowAndIdle() {
        for (Alert alert : files.alerts()) {
            Set<AlertTest.Kind> kinds =
                    alert.tests().stream().map(AlertTest::kind).collect(Collectors.toSet());
            assertThat(kinds)
                    .as(alert.name())
                    .containsExactlyInAnyOrder(AlertTest.Kind.values());
        }
    }

    @Test
    void whicheverThresholdIsMovedATestFails() throws Exception {
        Map<Path, String> mutants = Mutation.of(files, folder);
        List<Path> all = List.copyOf(mutants.keySet());
        int lanes = Runtime.getRuntime().availableProcessors();
        List<Path> survivors = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(lanes)) {
            List<Callable<List<Path>>> batches = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                int first = lane;
                List<Path> mine =
                        java.util.stream.IntStream.range(0, all.size())
                                .filter(i -> i % lanes == first)
                                .mapToObj(all::get)
                                .toList();
                batches.add(() -> Promtool.passing(mine));
            }
            for (Future<List<Path>> each : threads.invokeAll(batches)) {
                survivors.addAll(each.get());
            }
        }
        System.out.printf(
                "alerts %d, tests %d, mutants killed %d of %d%n",
                files.alerts().stream().map(Alert::name).distinct().count(),
                files.alerts().stream().mapToLong(alert -> alert.tests().size()).sum(),
                all.size() - survivors.size(),
                all.size());
        assertThat(survivors.stream().map(mutants::get)).as("survivors").isEmpty();
    }
}
