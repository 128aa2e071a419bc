package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.config.InvalidSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdminKeyIT {
    private static final String KEY = "a key that only operators have got";

    private static DemoNode node;

    @BeforeAll
    static void start() throws IOException {
        node = DemoNode.start(Map.of("admin.host", "0.0.0.0", "secrets.admin-key", KEY));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void beyondLoopbackANodeDoesNotStartWithoutAKey() {
        assertThatThrownBy(() -> DemoNode.start(Map.of("admin.host", "0.0.0.0")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("admin.host: '0.0.0.0' is beyond loopback")
                .hasMessageContaining("STOA_SECRETS_ADMIN_KEY");
    }

    @Test
    void operationsDemandTheKey() throws Exception {
        for (String path : List.of("/metrics/prometheus", "/openapi", "/docs")) {
            HttpResponse<String> refused = node.admin(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(refused.body()).contains("unauthenticated").doesNotContain(KEY);
            assertThat(node.admin(path, "Authorization", "Bearer " + KEY).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherCredentialIsNotTheKey() throws Exception {
        for (String wrong : List.of("Bearer " + KEY + "x", "Bearer", "Bearer x", "Basic " + KEY)) {
            assertThat(node.admin("/metrics/prometheus", "Authorization", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(node.admin("/metrics/prometheus", "X-API-Key", KEY).statusCode()).isEqualTo(401);
    }

    @Test
    void probesAndThePublicListenerAskForNoKey() throws Exception {
        for (String probe : List.of("/live", "/ready", "/health")) {
            assertThat(node.admin(probe).statusCode()).as(probe).isEqualTo(200);
        }
        assertThat(node.get("/api/forum/tags").statusCode()).isEqualTo(200);
    }
}
