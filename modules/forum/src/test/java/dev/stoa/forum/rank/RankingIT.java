package dev.stoa.forum.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.Eventually;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RankingIT {
    /** Folded within a second, ranked within another; a node looks every five. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static String first(TestForum node, String list) {
        return node.http().get("/api/forum/threads?" + list).text("/items/0/id");
    }

    @Test
    void votesShowInTrendingAndTopWithTheNextRefreshAndItsCostIsMeasured() throws Exception {
        SmallForum made = SmallForum.empty();
        long liked = made.thread(1, "Liked later", "x");
        long other = made.thread(1, "Newer", "x");
        try (TestForum node =
                TestForum.over(made.database(), Map.of("forum.ranking.interval", "1s"))) {
            assertThat(first(node, "tab=trending")).isEqualTo(Long.toString(other));
            Answer before = node.http().get("/api/forum/threads?tab=top&period=day");

            for (int i = 0; i < 2; i++) {
                assertThat(
                                node.http()
                                        .send(
                                                "PUT",
                                                "/api/forum/threads/" + liked + "/vote",
                                                "{\"value\":1}",
                                                node.member("member").credential())
                                        .status())
                        .isEqualTo(200);
            }

            for (String list : new String[] {"tab=trending", "tab=top&period=day", "tab=top"}) {
                Eventually.within(SOON, list, () -> first(node, list).equals(Long.toString(liked)));
            }
            assertThat(
                            node.http()
                                    .get(
                                            "/api/forum/threads?tab=top&period=day",
                                            "If-None-Match",
                                            before.header("ETag"))
                                    .status())
                    .isEqualTo(200);
            var cost = node.platform().observability().meters().get("stoa.rank.refresh").timer();
            assertThat(cost.count()).isPositive();
            assertThat(cost.totalTime(TimeUnit.MILLISECONDS)).isPositive();
        } finally {
            made.database().close();
        }
    }
}
