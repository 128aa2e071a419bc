package dev.stoa.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each alert has a runbook, each runbook its alert, and what it tells one to do can be done. */
class RunbooksTest {
    private static final Path FOLDER = RuleFiles.OBSERVABILITY.resolve("runbooks");
    private static final Set<String> BOARDS =
            Set.of(
                    "stoa-overview",
                    "stoa-http",
                    "stoa-statements",
                    "stoa-postgres",
                    "stoa-cache",
                    "stoa-sessions",
                    "stoa-telemetry",
                    "stoa-jobs",
                    "stoa-jvm",
                    "stoa-slo");
    private static final Pattern ADDRESS = Pattern.compile("\\$(?:ADMIN|STOA)(/[^\\s\"`?]*)");
    private static final Pattern COMMAND =
            Pattern.compile("\\./stoa ([a-z-]+)(?: ([a-z-]+)(?![a-z.-]))?");
    private static final Pattern BOARD = Pattern.compile("`(stoa-[a-z]+)`");
    private static final Pattern PANEL =
            Pattern.compile("\\(`(stoa-[a-z]+)`\\), panel \\*([^*]+)\\*");
    private static final Pattern KIND = Pattern.compile("kind=([a-z-]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\\s]+)\"");

    private static Map<String, String> runbooks;
    private static Set<String> literals;

    @BeforeAll
    static void read() throws IOException {
        runbooks = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                runbooks.put(
                        file.getFileName().toString().replace(".md", ""), Files.readString(file));
            }
        }
        literals = new HashSet<>();
        try (Stream<Path> sources = Files.walk(Path.of(".."))) {
            for (Path source :
                    sources.filter(each -> each.toString().matches(".*/src/main/.*\\.java"))
                            .toList()) {
                found(LITERAL, Files.readString(source)).forEach(literals::add);
            }
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1));
    }

    @Test
    void eachAlertHasARunbookAndEachRunbookItsAlert() throws IOException {
        Set<String> alerts =
                RuleFiles.ofSources().alerts().stream()
                        .map(Alert::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(runbooks.keySet()).isEqualTo(alerts);
        runbooks.forEach(
                (alert, text) ->
                        assertThat(text)
                                .startsWith("# " + alert + "\n")
                                .contains("## Confirm\n- ", "## Do\n- ", "## Over when\n"));
    }

    @Test
    void theTableOfAlertsNamesThemAll() throws IOException {
        String page = Files.readString(Path.of("../../docs/alerts.md"));
        runbooks.keySet()
                .forEach(
                        alert ->
                                assertThat(page)
                                        .contains(
                                                "| [%s](../observability/runbooks/%s.md) |"
                                                        .formatted(alert, alert)));
    }

    @Test
    void eachAlertAndRunbookNamesBoardsThatThereAre() throws IOException {
        for (Alert alert : RuleFiles.ofSources().alerts()) {
            assertThat(alert.dashboard()).as(alert.name()).isIn(BOARDS);
        }
        runbooks.values().forEach(text -> assertThat(found(BOARD, text)).isSubsetOf(BOARDS));
    }

    /** With which panel and which command one sees whether it is so. */
    @Test
    void eachRunbookConfirmsByAPanelThatThereIsAndByACommand() throws IOException {
        for (Map.Entry<String, String> runbook : runbooks.entrySet()) {
            String confirm = runbook.getValue().split("## Confirm\n|\n## Do", 3)[1];
            List<MatchResult> panels = PANEL.matcher(confirm).results().toList();
            assertThat(panels).as(runbook.getKey()).isNotEmpty();
            for (MatchResult panel : panels) {
                assertThat(
                                Files.readString(
                                        Path.of(
                                                "../../grafana/dashboards",
                                                panel.group(1) + ".json")))
                        .as(runbook.getKey())
                        .contains("\"title\": \"" + panel.group(2) + '"');
            }
            assertThat(confirm)
                    .as(runbook.getKey())
                    .containsPattern("`(curl|redis-cli|jcmd|\\./stoa) ");
        }
    }

    @Test
    void theAddressesThatRunbooksAskAreRoutes() {
        runbooks.forEach(
                (alert, text) ->
                        found(ADDRESS, text)
                                .forEach(
                                        path ->
                                                assertThat(isRoute(path))
                                                        .as(path + " of " + alert)
                                                        .isTrue()));
        assertThat(isRoute("/api/ops/nothing")).isFalse();
    }

    /** Routes are literals, some of two parts; names of jobs and the like stand for parameters. */
    private static boolean isRoute(String path) {
        String wanted = path.replaceAll("<[a-z]+>|[a-z]+(\\.[a-z-]+)+", "{}");
        List<String> parts =
                literals.stream()
                        .filter(each -> each.startsWith("/"))
                        .map(each -> each.replaceAll("\\{[A-Za-z]+}", "{}"))
                        .toList();
        return parts.stream()
                .filter(wanted::startsWith)
                .map(each -> wanted.substring(each.length()))
                .anyMatch(rest -> rest.isEmpty() || parts.contains(rest));
    }

    @Test
    void theCommandsKindsAndPagesThatRunbooksNameAreThere() {
        runbooks.forEach(
                (alert, text) -> {
                    COMMAND.matcher(text)
                            .results()
                            .flatMap(each -> Stream.of(each.group(1), each.group(2)))
                            .filter(each -> each != null)
                            .forEach(each -> assertThat(literals).as(alert).contains(each));
                    assertThat(found(KIND, text)).as(alert).isSubsetOf(literals);
                    found(LINK, text)
                            .forEach(page -> assertThat(FOLDER.resolve(page)).as(alert).exists());
                });
    }
}
