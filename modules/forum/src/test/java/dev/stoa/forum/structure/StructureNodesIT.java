package dev.stoa.forum.structure;

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

/** A structure changed on one node is another on all of them, also in cards that are cached. */
class StructureNodesIT {
    private final SmallForum made = SmallForum.empty();

    @Test
    void aChangedStructureIsSeenAtOnceWhereItWasMadeAndWithinASecondElsewhere() throws Exception {
        made.thread(1, "A thread on two nodes", "First.");
        try (TestRedis redis = TestRedis.started();
                TestForum here = over(redis);
                TestForum there = over(redis)) {
            for (TestForum node : new TestForum[] {here, there}) {
                Eventually.within(
                        Duration.ofSeconds(10),
                        "Redis in use",
                        () -> !node.platform().caches().state().degraded());
                assertThat(shows(node, "Renamed")).isFalse();
            }
            TestMember moderator = here.member("moderator");

            Answer renamed =
                    here.http()
                            .send(
                                    "PATCH",
                                    "/api/forum/structures/1",
                                    "{\"name\":\"Renamed\"}",
                                    moderator.credential("If-Match", "\"v0\""));

            assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
            assertThat(here.http().get("/api/forum/structures/1").text("/name"))
                    .isEqualTo("Renamed");
            Eventually.within(
                    Duration.ofSeconds(1),
                    "the tree elsewhere",
                    () ->
                            there.http()
                                    .get("/api/forum/structures/1")
                                    .text("/name")
                                    .equals("Renamed"));
            Eventually.within(Duration.ofSeconds(3), "cards here", () -> shows(here, "Renamed"));
            Eventually.within(
                    Duration.ofSeconds(3), "cards elsewhere", () -> shows(there, "Renamed"));
        } finally {
            made.database().close();
        }
    }

    private TestForum over(TestRedis redis) {
        return TestForum.over(
                made.database(), Map.of("redis.url", "redis://127.0.0.1:" + redis.port()));
    }

    private static boolean shows(TestForum node, String name) {
        return node.http()
                .get("/api/forum/threads?tab=recent")
                .text("/items/0/structure/name")
                .equals(name);
    }
}
