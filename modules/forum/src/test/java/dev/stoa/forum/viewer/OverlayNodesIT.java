package dev.stoa.forum.viewer;

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

/** Viewers on two nodes that share pages and states through Redis. */
class OverlayNodesIT {
    private static final String LIST = "/api/forum/threads?tab=recent&limit=5";

    private final SmallForum made = SmallForum.empty();

    @Test
    void whatOneNodeCachedServesAnotherAndStaysEachViewersOwn() throws Exception {
        for (int i = 1; i <= 6; i++) {
            made.thread(1, "Thread " + i, "First.");
        }
        try (TestRedis redis = TestRedis.started();
                TestForum here = TestForum.over(made.database(), on(redis));
                TestForum there = TestForum.over(made.database(), on(redis))) {
            for (TestForum node : new TestForum[] {here, there}) {
                Eventually.within(
                        Duration.ofSeconds(10),
                        "Redis in use",
                        () -> !node.platform().caches().state().degraded());
            }
            TestMember ada = here.member("member");
            TestMember bob = here.member("member");
            String thread = here.http().get(LIST, ada.credential()).text("/items/0/id");
            put(here, ada, thread);

            Answer first = here.http().get(LIST, ada.credential());
            assertThat(isFavorite(first)).isTrue();
            // The link of a page, and the places in it, come through Redis, too.
            Eventually.within(
                    Duration.ofSeconds(5),
                    "taken from Redis",
                    () ->
                            there.statements(() -> there.http().get(LIST, ada.credential()))
                                    .isEmpty());
            Answer second = there.http().get(LIST, ada.credential());
            assertThat(second.json()).isEqualTo(first.json());
            assertThat(second.header("Link")).isEqualTo(first.header("Link")).isNotEmpty();
            assertThat(isFavorite(there.http().get(LIST, bob.credential()))).isFalse();

            put(there, bob, thread);
            assertThat(isFavorite(there.http().get(LIST, bob.credential()))).isTrue();
            Eventually.within(
                    Duration.ofSeconds(1),
                    "seen elsewhere",
                    () -> isFavorite(here.http().get(LIST, bob.credential())));
            assertThat(here.http().get(LIST).json().at("/items/0").has("viewer")).isFalse();
        } finally {
            made.database().close();
        }
    }

    private static Map<String, String> on(TestRedis redis) {
        return Map.of("redis.url", "redis://127.0.0.1:" + redis.port());
    }

    private static void put(TestForum node, TestMember member, String thread) {
        assertThat(
                        node.http()
                                .send(
                                        "PUT",
                                        "/api/forum/threads/" + thread + "/favorite",
                                        "",
                                        member.credential())
                                .status())
                .isEqualTo(204);
    }

    private static boolean isFavorite(Answer list) {
        return list.json().at("/items/0/viewer/favorited").asBoolean();
    }
}
