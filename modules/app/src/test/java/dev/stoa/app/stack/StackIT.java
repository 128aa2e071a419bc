package dev.stoa.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.app.DemoNode;
import dev.stoa.testkit.OtlpReceiver;
import dev.stoa.testkit.Prometheus;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.Tool;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What of the stack runs without a container engine, run as it is committed. */
class StackIT {
    private static final Path DEPLOY = StackFiles.ROOT.resolve("deploy");

    @TempDir private static Path secrets = Path.of("");

    private static String made = "";

    @BeforeAll
    static void makeSecrets() throws Exception {
        made = run(Map.of("SECRETS_FOLDER", secrets.toString()), DEPLOY.resolve("secrets"));
    }

    private static String run(Map<String, String> environment, Path program, String... arguments)
            throws Exception {
        var command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + said.strip();
    }

    private static Map<String, String> stoa() throws Exception {
        return new Yaml().load(Files.readString(secrets.resolve("stoa.yaml")));
    }

    @Test
    void secretsAreMadeOnceForTheirReadersAloneAndShownToWhoAsks() throws Exception {
        assertThat(made).isEqualTo("0 secrets: made");
        Map<String, String> before = stoa();
        Map<String, String> folder = Map.of("SECRETS_FOLDER", secrets.toString());
        assertThat(run(folder, DEPLOY.resolve("secrets"))).isEqualTo("0 secrets: there already");
        assertThat(stoa()).isEqualTo(before);
        try (Stream<Path> files = Files.list(secrets)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("r--------");
            }
        }
        assertThat(before.values()).doesNotHaveDuplicates().allMatch(each -> each.length() >= 48);
        assertThat(Files.readString(secrets.resolve("admin-key")))
                .isEqualTo(before.get("secrets.admin-key"));
        assertThat(Files.readString(secrets.resolve("stoa-database-password")))
                .isEqualTo(before.get("database.password"));
        assertThat(run(folder, DEPLOY.resolve("secrets"), "show"))
                .contains("Grafana, user admin:  ", before.get("secrets.admin-key"));
    }

    @Test
    void theProbeTellsWhetherANodeIsReady() throws Exception {
        try (DemoNode node = DemoNode.start(Map.of())) {
            String port = Integer.toString(node.node().httpPort());
            Map<String, String> environment = Map.of("STOA_HTTP_PORT", port);
            assertThat(run(environment, DEPLOY.resolve("probe"))).isEqualTo("0 ");
            new TestClient(node.node().adminPort()).post("/api/ops/drain");
            assertThat(run(environment, DEPLOY.resolve("probe"))).startsWith("1");
        }
        assertThat(run(Map.of("STOA_HTTP_PORT", "9"), DEPLOY.resolve("probe"))).startsWith("1 ");
    }

    @Test
    void prometheusTakesTheCommittedFileAndScrapesANodeThatDemandsItsKey(@TempDir Path folder)
            throws Exception {
        Path promtool = Tool.find("promtool");
        String key = stoa().getOrDefault("secrets.admin-key", "");
        try (OtlpReceiver receiver = OtlpReceiver.start();
                DemoNode node =
                        DemoNode.start(
                                Map.of(
                                        "secrets.admin-key",
                                        key,
                                        "tracing.otlp.endpoint",
                                        receiver.endpoint(),
                                        "tracing.sample-ratio",
                                        "1"))) {
            assertThat(new TestClient(node.node().adminPort()).get("/metrics/prometheus").status())
                    .isEqualTo(401);
            var client = new TestClient(node.node().httpPort());
            for (int i = 0; i < 5; i++) {
                assertThat(client.get("/api/forum/threads").status()).isEqualTo(200);
            }
            Path config = here(folder, node.node().adminPort());

            assertThat(run(Map.of(), promtool, "check", "config", config.toString()))
                    .startsWith("0 ");
            try (Prometheus server = Prometheus.start(folder, flags(config, folder))) {
                assertThat(server.await("query?query=up%7Bjob%3D%22stoa%22%7D", ",\"1\"]"))
                        .contains("127.0.0.1:" + node.node().adminPort());
                server.await(
                        "query_exemplars?start=0&end=9999999999"
                                + "&query=http_server_request_duration_seconds_bucket",
                        "trace_id");
            }
        }
    }

    /** Those of compose.yaml, with files of the test's own. */
    private static List<String> flags(Path config, Path folder) {
        return StackFiles.texts(StackFiles.service("prometheus").path("command")).stream()
                .map(
                        flag ->
                                flag.startsWith("--config.file=")
                                        ? "--config.file=" + config
                                        : flag.startsWith("--storage.tsdb.path=")
                                                ? "--storage.tsdb.path=" + folder.resolve("data")
                                                : flag)
                .toList();
    }

    @Test
    void theImagesRuntimeHasTheModulesThatTheJarsAskFor() {
        Set<String> linked =
                Set.of(
                        StackFiles.text("Dockerfile")
                                .replaceAll("(?s).*--add-modules ([a-z.,]+).*", "$1")
                                .split(","));
        Set<String> asked =
                ModuleFinder.of(Path.of("target/lib")).findAll().stream()
                        .flatMap(jar -> jar.descriptor().requires().stream())
                        .filter(each -> !each.modifiers().contains(Modifier.STATIC))
                        .map(Requires::name)
                        .filter(name -> name.startsWith("jdk."))
                        .collect(Collectors.toSet());
        assertThat(linked).contains("java.se").containsAll(asked);
    }

    /** A copy of the committed files in {@code folder}: other targets, and scraped more often. */
    private static Path here(Path folder, int adminPort) throws Exception {
        for (String rules : List.of("rules", "alerts")) {
            Path from = StackFiles.ROOT.resolve("observability").resolve(rules);
            Path to = Files.createDirectories(folder.resolve(rules));
            if (Files.exists(from)) {
                try (Stream<Path> files = Files.list(from).filter(Files::isRegularFile)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, to.resolve(file.getFileName()));
                    }
                }
            }
        }
        return Files.writeString(
                folder.resolve("prometheus.yaml"),
                StackFiles.text("observability/prometheus.yaml")
                        .replace("\"stoa:8081\"", "\"127.0.0.1:" + adminPort + "\"")
                        .replaceAll("\"[a-z-]+:\\d+\"", "\"127.0.0.1:9\"")
                        .replace("/run/secrets", secrets.toString())
                        .replaceAll(
                                "(scrape_interval|scrape_timeout|evaluation_interval): \\d+s",
                                "$1: 1s"));
    }
}
