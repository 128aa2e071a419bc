package dev.stoa.forum.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.Eventually;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is posted to one node is read from the other within a second. */
class TwoNodesReplyIT {
    private static boolean shows(TestForum node, String path, String text) {
        return node.http().get(path).body().contains(text);
    }

    @Test
    void aReplyAndItsEditAreSeenOnBothNodes() throws Exception {
        SmallForum made = SmallForum.empty();
        try (TestRedis redis = TestRedis.started();
                TestForum here = TestForum.over(made.database(), redis(redis));
                TestForum there = TestForum.over(made.database(), redis(redis))) {
            for (TestForum node : new TestForum[] {here, there}) {
                Eventually.within(
                        Duration.ofSeconds(10),
                        "Redis in use",
                        () -> !node.platform().caches().state().degraded());
            }
            TestMember member = here.member("member");
            Answer opened =
                    send(
                            here,
                            member,
                            "POST",
                            "/api/forum/threads",
                            "{\"structureId\":\"2\",\"title\":\"On two"
                                    + " nodes\",\"body\":\"First.\"}");
            String thread = "/api/forum/threads/" + opened.text("/id");
            assertThat(shows(there, thread, "First.")).isTrue();
            assertThat(shows(there, thread + "/posts", "First.")).isTrue();

            Answer reply = send(here, member, "POST", thread + "/posts", "{\"body\":\"Second.\"}");

            assertThat(shows(here, thread, "Second.")).isTrue();
            Eventually.within(
                    Duration.ofSeconds(1),
                    "the reply seen elsewhere",
                    () ->
                            shows(there, thread, "Second.")
                                    && shows(there, thread + "/posts", "Second."));

            String post = "/api/forum/posts/" + reply.text("/id");
            assertThat(shows(here, post, "Second.")).isTrue();
            assertThat(send(there, member, "PATCH", post, "{\"body\":\"Better.\"}").status())
                    .isEqualTo(200);
            Eventually.within(
                    Duration.ofSeconds(1),
                    "the edit seen elsewhere",
                    () -> shows(here, post, "Better."));
        } finally {
            made.database().close();
        }
    }

    private static Map<String, String> redis(TestRedis redis) {
        return Map.of("redis.url", redis.url());
    }

    private static Answer send(
            TestForum node, TestMember member, String method, String path, String body) {
        Answer answer = node.http().send(method, path, body, member.credential());
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return answer;
    }
}
