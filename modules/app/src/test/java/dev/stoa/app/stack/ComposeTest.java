package dev.stoa.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code compose.yaml} by itself: its form, and that nothing in it is open, loose or missing. */
class ComposeTest {
    private static final List<String> SERVICES =
            List.of(
                    "secrets",
                    "stoa",
                    "postgres",
                    "redis",
                    "otel-collector",
                    "tempo",
                    "prometheus",
                    "alertmanager",
                    "grafana");

    private final JsonNode compose = StackFiles.yaml("compose.yaml");

    @Test
    void itFollowsTheComposeSpecification() throws Exception {
        assertThat(faults(compose)).isEmpty();
        ObjectNode wrong = compose.deepCopy();
        ((ObjectNode) wrong.at("/services/stoa")).put("imagine", "stoa:local");
        assertThat(faults(wrong)).hasSize(1).first().asString().contains("imagine");
    }

    private Set<ValidationMessage> faults(JsonNode file) throws Exception {
        try (InputStream text =
                Objects.requireNonNull(getClass().getResourceAsStream("compose-spec.json"))) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(text);
            // Its own is no absolute address, which the validator demands.
            schema.put("$id", "https://github.com/compose-spec/compose-spec.json");
            schema.put("$schema", SpecVersion.VersionFlag.V7.getId());
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(schema)
                    .validate(file);
        }
    }

    @Test
    void itHasTheWholeStack() {
        assertThat(StackFiles.names(compose.path("services")))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @Test
    void imagesArePinnedToAVersion() {
        for (String name : SERVICES) {
            String image = StackFiles.service(name).path("image").asText();
            assertThat(image)
                    .as(name)
                    .matches("[a-z/-]+:(v?\\d+\\.\\d+(\\.\\d+)?(-[a-z]+)?|local)");
            assertThat(image.endsWith(":local")).as(name).isEqualTo(name.equals("stoa"));
        }
    }

    @Test
    void portsArePublishedOnLoopbackAndNowhereElse() {
        for (String name : SERVICES) {
            assertThat(StackFiles.texts(StackFiles.service(name).path("ports")))
                    .as(name)
                    .allMatch(port -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"));
        }
        assertThat(compose.path("networks").path("inside").path("internal").asBoolean()).isTrue();
        for (String name : List.of("postgres", "redis", "tempo", "otel-collector")) {
            JsonNode service = StackFiles.service(name);
            assertThat(service.path("ports")).as(name).isEmpty();
            assertThat(StackFiles.texts(service.path("networks"))).containsExactly("inside");
        }
    }

    @Test
    void containersCanWriteToTheirVolumesOnlyAndHaveNoPrivileges() {
        for (String name : SERVICES) {
            JsonNode service = StackFiles.service(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(StackFiles.texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(StackFiles.texts(service.path("security_opt")))
                    .as(name)
                    .containsExactly("no-new-privileges:true");
            JsonNode limits = service.at("/deploy/resources/limits");
            assertThat(limits.has("cpus") && limits.has("memory")).as(name).isTrue();
            if (!name.equals("secrets")) {
                assertThat(service.has("cap_add")).as(name).isFalse();
                assertThat(service.path("user").asText("image's")).as(name).doesNotStartWith("0");
            }
        }
    }

    @Test
    void everyServiceIsWatched() {
        for (String name : SERVICES) {
            // one runs to its end, the other has nothing in its image that could ask
            boolean isExcepted = name.equals("secrets") || name.equals("otel-collector");
            assertThat(StackFiles.service(name).has("healthcheck"))
                    .as(name)
                    .isNotEqualTo(isExcepted);
        }
    }

    @Test
    void filesThatAreMountedAreThereAndReadOnlyAndVolumesAreDeclared() {
        List<String> volumes = StackFiles.names(compose.path("volumes"));
        for (String name : SERVICES) {
            for (StackFiles.Mount mount : StackFiles.mounts(StackFiles.service(name))) {
                if (mount.source().startsWith("./")) {
                    assertThat(mount.mode()).as(mount.source()).isEqualTo("ro");
                    assertThat(StackFiles.ROOT.resolve(mount.source()))
                            .as(mount.source())
                            .matches(Files::exists);
                } else {
                    assertThat(volumes).contains(mount.source());
                }
            }
        }
    }

    @Test
    void passwordsAreInFilesThatOnlyTheSecretsServiceWrites() {
        for (String name : SERVICES) {
            JsonNode service = StackFiles.service(name);
            service.path("environment")
                    .properties()
                    .forEach(
                            variable -> {
                                if (variable.getKey().matches(".*(PASSWORD|SECRET|KEY|TOKEN).*")) {
                                    assertThat(variable.getKey()).endsWith("_FILE");
                                    assertThat(variable.getValue().asText())
                                            .startsWith("/run/secrets/");
                                }
                            });
            StackFiles.mounts(service).stream()
                    .filter(mount -> mount.source().equals("secrets"))
                    .forEach(
                            mount ->
                                    assertThat(mount.mode())
                                            .as(name)
                                            .isEqualTo(name.equals("secrets") ? "rw" : "ro"));
            if (!name.equals("secrets") && service.toString().contains("/run/secrets/")) {
                assertThat(service.at("/depends_on/secrets/condition").asText())
                        .as(name)
                        .isEqualTo("service_completed_successfully");
            }
        }
    }
}
