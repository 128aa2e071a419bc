package dev.stoa.forum.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.Eventually;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAwayIT {
    private static final String KNOWN = "/api/forum/threads?tab=recent";
    private static final String UNKNOWN = "/api/forum/threads?tab=recent&kind=clip";
    private static final Duration TTL = Duration.ofSeconds(1);

    private static int port(String jdbcUrl) {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
    }

    private static Answer write(TestForum node) {
        return node.http()
                .send(
                        "POST",
                        "/api/sessions/auth/nonces",
                        "{\"address\":\"0x" + "ab".repeat(20) + "\",\"chainId\":1}");
    }

    @Test
    void whatIsKnownIsServedStaleAndTheRestAndWritesAreRefusedForAWhile() throws Exception {
        SmallForum made = SmallForum.empty();
        made.thread(1, "Seen before", "x");
        String url = made.database().jdbcUrl();
        try (FaultProxy proxy = FaultProxy.before(port(url));
                TestForum node =
                        TestForum.over(
                                made.database(),
                                Map.of(
                                        "database.url",
                                        url.replace(
                                                ":" + port(url) + "/", ":" + proxy.port() + "/"),
                                        "cache.threads-recent.ttl",
                                        TTL.toMillis() + "ms"))) {
            assertThat(node.http().get(KNOWN).body()).contains("Seen before");
            assertThat(write(node).status()).isEqualTo(201);
            proxy.refuse();
            Thread.sleep(TTL.plusMillis(200));

            for (int i = 0; i < 5; i++) {
                Answer known = node.http().get(KNOWN);
                assertThat(known.status()).as(known.body()).isEqualTo(200);
                assertThat(known.header("X-Cache")).isEqualTo("STALE");
                assertThat(known.body()).contains("Seen before");
                assertRefused(node.http().get(UNKNOWN));
                assertRefused(write(node));
            }

            proxy.pass();

            Eventually.within(
                    Duration.ofSeconds(10),
                    "served from the database again",
                    () ->
                            node.http().get(UNKNOWN).status() == 200
                                    && write(node).status() == 201
                                    && !node.http().get(KNOWN).header("X-Cache").equals("STALE"));
        } finally {
            made.database().close();
        }
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
