package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What pages of the web that a browser of the node's machine shows can do to its admin listener.
 */
class ForeignPagesIT {
    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.started();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static int status(String request, String host, String more) throws Exception {
        return RawHttp.ask(
                        node.node().adminPort(),
                        request
                                + " HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nConnection: close\r\n"
                                + more
                                + "\r\n")
                .status();
    }

    @Test
    void aForeignPageNeitherReadsNorPosts() throws Exception {
        assertThat(status("GET /openapi", "localhost", "Origin: https://evil.example\r\n"))
                .isEqualTo(403);
        assertThat(status("GET /openapi", "evil.example", "")).isEqualTo(403);
        assertThat(status("GET /openapi", "localhost", "")).isEqualTo(200);
        assertThat(status("GET /openapi", "localhost", "Origin: http://localhost\r\n"))
                .isEqualTo(200);
    }

    @Test
    void probesAnswerUnderAnyName() throws Exception {
        assertThat(status("GET /openapi", "stoa.internal", "")).isEqualTo(403);
        for (String probe : new String[] {"/live", "/ready", "/health"}) {
            assertThat(status("GET " + probe, "stoa.internal", "")).isNotEqualTo(403);
        }
    }
}
