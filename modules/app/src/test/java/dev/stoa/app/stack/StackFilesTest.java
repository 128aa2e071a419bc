package dev.stoa.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configurations of the stack against {@code compose.yaml} and against the service itself. */
class StackFilesTest {
    private static final String KEY = "/run/secrets/admin-key";

    /** Ports that a service listens on inside; those of Stoa and of the collector are checked. */
    private static final List<String> LISTENING =
            List.of(
                    "stoa:8080",
                    "stoa:8081",
                    "postgres:5432",
                    "redis:6379",
                    "otel-collector:4317",
                    "otel-collector:4318",
                    "otel-collector:8888",
                    "tempo:3200",
                    "tempo:4317",
                    "prometheus:9090",
                    "alertmanager:9093",
                    "grafana:3000");

    private final JsonNode prometheus = StackFiles.yaml("observability/prometheus.yaml");
    private final JsonNode collector = StackFiles.yaml("observability/otel-collector.yaml");
    private final JsonNode tempo = StackFiles.yaml("observability/tempo.yaml");

    @Test
    void prometheusScrapesServicesThatListen() {
        for (JsonNode job : prometheus.path("scrape_configs")) {
            for (String target : targets(job)) {
                assertThat(LISTENING).contains(target.replace("localhost:9090", "prometheus:9090"));
            }
        }
        assertThat(
                        StackFiles.texts(
                                prometheus.at(
                                        "/alerting/alertmanagers/0/static_configs/0/targets")))
                .containsExactly("alertmanager:9093");
    }

    private static List<String> targets(JsonNode job) {
        return StackFiles.texts(job.at("/static_configs/0/targets"));
    }

    @Test
    void stoaIsScrapedOnItsAdminListenerWithItsKeyAndItsExemplarsAreKept() {
        JsonNode job =
                jobs().filter(each -> each.path("job_name").asText().equals("stoa"))
                        .findFirst()
                        .orElseThrow();
        int admin = fallbackPort(PlatformSettings.ADMIN_PORT);
        assertThat(targets(job)).containsExactly("stoa:" + admin);
        assertThat(job.path("metrics_path").asText()).isEqualTo("/metrics/prometheus");
        assertThat(job.at("/authorization/credentials_file").asText()).isEqualTo(KEY);
        assertThat(StackFiles.service("stoa").at("/environment/STOA_ADMIN_HOST").asText())
                .isEqualTo("0.0.0.0");
        assertThat(StackFiles.texts(StackFiles.service("prometheus").path("command")))
                .contains("--enable-feature=exemplar-storage");
        assertThat(prometheus.at("/storage/exemplars/max_exemplars").asInt()).isPositive();
        assertThat(StackFiles.text("deploy/secrets")).contains("put admin-key \"$prometheus\"");
    }

    private Stream<JsonNode> jobs() {
        List<JsonNode> jobs = new ArrayList<>();
        prometheus.path("scrape_configs").forEach(jobs::add);
        return jobs.stream();
    }

    private static int fallbackPort(Setting<Integer> port) {
        return Integer.parseInt(port.fallback());
    }

    @Test
    void containersFindTheConfigurationsTheyAreToldToRead() {
        for (String[] pair :
                new String[][] {
                    {"prometheus", "observability/prometheus.yaml"},
                    {"alertmanager", "observability/alertmanager.yaml"},
                    {"otel-collector", "observability/otel-collector.yaml"},
                    {"tempo", "observability/tempo.yaml"},
                }) {
            JsonNode service = StackFiles.service(pair[0]);
            String there = StackFiles.within(service, pair[1]).orElseThrow();
            assertThat(StackFiles.texts(service.path("command")))
                    .as(pair[1])
                    .anyMatch(word -> word.matches("--?config(\\.file)?=" + there));
        }
        assertThat(StackFiles.texts(prometheus.path("rule_files")))
                .containsExactly("rules/*.yaml", "alerts/*.yaml");
    }

    @Test
    void everyPartOfTheCollectorIsDefinedAndUsed() {
        JsonNode service = collector.path("service");
        for (String kind : List.of("receivers", "processors", "exporters")) {
            TreeSet<String> used = new TreeSet<>();
            service.path("pipelines")
                    .forEach(pipeline -> used.addAll(StackFiles.texts(pipeline.path(kind))));
            assertThat(used)
                    .as(kind)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(StackFiles.names(collector.path(kind)));
        }
        assertThat(StackFiles.texts(service.path("extensions")))
                .containsExactlyInAnyOrderElementsOf(
                        StackFiles.names(collector.path("extensions")));
        assertThat(StackFiles.texts(service.at("/pipelines/traces/processors")))
                .as("it refuses before it is ended")
                .startsWith("memory_limiter");
    }

    @Test
    void theCollectorIsLimitedBelowItsContainer() {
        String container =
                StackFiles.service("otel-collector").at("/deploy/resources/limits/memory").asText();
        assertThat(container).endsWith("M");
        assertThat(collector.at("/processors/memory_limiter/limit_mib").asInt())
                .isLessThan(Integer.parseInt(container.replace("M", "")));
    }

    @Test
    void tracesGoFromStoaThroughTheCollectorToTempo() {
        assertThat(
                        StackFiles.service("stoa")
                                .at("/environment/STOA_TRACING_OTLP_ENDPOINT")
                                .asText())
                .isEqualTo(
                        "http://otel-collector:"
                                + port(collector, "/receivers/otlp/protocols/http"));
        assertThat(collector.at("/exporters/otlp_grpc~1tempo/endpoint").asText())
                .isEqualTo("tempo:" + port(tempo, "/distributor/receivers/otlp/protocols/grpc"));
        assertThat(LISTENING)
                .contains(
                        "tempo:" + tempo.at("/server/http_listen_port").asText(),
                        "otel-collector:"
                                + collector
                                        .at("/service/telemetry/metrics/readers/0/pull/exporter")
                                        .at("/prometheus/port")
                                        .asText());
    }

    private static String port(JsonNode file, String protocol) {
        String endpoint = file.at(protocol + "/endpoint").asText();
        assertThat(endpoint).startsWith("0.0.0.0:");
        return endpoint.replaceAll(".*:", "");
    }

    @Test
    void tempoWritesToItsVolumeOnly() {
        StackFiles.Mount volume =
                StackFiles.mounts(StackFiles.service("tempo")).stream()
                        .filter(mount -> mount.source().equals("tempo"))
                        .findFirst()
                        .orElseThrow();
        assertThat(tempo.at("/storage/trace/wal/path").asText()).startsWith(volume.target() + "/");
        assertThat(tempo.at("/storage/trace/local/path").asText())
                .startsWith(volume.target() + "/");
    }

    @Test
    void variablesOfStoaAreSettingsOrTheLaunchers() {
        TreeSet<String> known =
                Stream.concat(
                                PlatformSettings.all().stream(),
                                ServiceLoader.load(FeatureProvider.class).stream()
                                        .flatMap(each -> each.get().settings().stream()))
                        .map(Setting::variable)
                        .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(List.of("STOA_CONFIG", "STOA_JAVA_HOME", "STOA_JAVA_OPTS", "STOA_AOT_CACHE"));
        for (String file :
                List.of(
                        "compose.yaml",
                        "Dockerfile",
                        "deploy/probe",
                        "deploy/secrets",
                        "gatling/measure",
                        "gatling/simulations/dev/stoa/load/run/Stage.java")) {
            assertThat(known).as(file).containsAll(StackFiles.variables(file));
        }
    }

    @Test
    void aDatabaseAndARedisAreNamedAsTheyAreCalled() {
        JsonNode environment = StackFiles.service("stoa").path("environment");
        assertThat(environment.path("STOA_DATABASE_URL").asText())
                .isEqualTo("jdbc:postgresql://postgres:5432/stoa");
        assertThat(StackFiles.text("deploy/postgres-init.sql"))
                .contains("create database stoa owner stoa", "create role stoa login")
                .doesNotContainIgnoringCase("superuser");
        assertThat(StackFiles.text("deploy/secrets")).contains("@redis:6379\"");
    }

    @Test
    void grafanaFindsItsProvisioningAndItsSources() throws Exception {
        JsonNode grafana = StackFiles.service("grafana");
        assertThat(StackFiles.within(grafana, "grafana/provisioning"))
                .hasValue("/etc/grafana/provisioning");
        String dashboards = StackFiles.within(grafana, "grafana/dashboards").orElseThrow();
        List<JsonNode> files = StackFiles.provisioned("grafana/provisioning");
        assertThat(files).isNotEmpty();
        for (JsonNode file : files) {
            for (JsonNode provider : file.path("providers")) {
                assertThat(provider.at("/options/path").asText()).startsWith(dashboards);
            }
            for (JsonNode source : file.path("datasources")) {
                if (source.has("url")) {
                    assertThat(LISTENING)
                            .contains(source.path("url").asText().replaceAll("^http://|/$", ""));
                }
            }
        }
    }

    @Test
    void whatListensIsAServiceAndPublishedPortsAreListenedOn() {
        for (String each : LISTENING) {
            StackFiles.service(each.replaceAll(":.*", ""));
        }
        for (String name : StackFiles.names(StackFiles.yaml("compose.yaml").path("services"))) {
            for (String port : StackFiles.texts(StackFiles.service(name).path("ports"))) {
                assertThat(LISTENING).contains(name + port.substring(port.lastIndexOf(':')));
            }
        }
        assertThat(StackFiles.text("Dockerfile"))
                .contains(
                        "EXPOSE "
                                + fallbackPort(PlatformSettings.HTTP_PORT)
                                + " "
                                + fallbackPort(PlatformSettings.ADMIN_PORT));
    }
}
