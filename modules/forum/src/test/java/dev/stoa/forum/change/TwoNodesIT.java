package dev.stoa.forum.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.Eventually;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reply made on one node is seen on the other, whatever becomes of the channel between them. */
class TwoNodesIT {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final Map<String, String> SHORT =
            Map.of(
                    "cache.posts.ttl",
                    TTL.toMillis() + "ms",
                    "cache.thread.ttl",
                    TTL.toMillis() + "ms");

    private final SmallForum made = SmallForum.empty();
    private final long thread = made.thread(1, "A thread on two nodes", "First.");

    private static Map<String, String> onRedis(int port) {
        var settings = new java.util.HashMap<>(SHORT);
        settings.put("redis.url", "redis://127.0.0.1:" + port);
        return settings;
    }

    /** Writes a reply as a writing route does: committed, then told by {@code node}. */
    private void reply(TestForum node, String text) {
        long post = made.post(thread, 1002, text);
        new Changes(node.platform().caches())
                .publish(
                        new Change.PostAdded(
                                new PostPlace(post, 2, new ThreadPlace(thread, 1, 1001L)),
                                1002L,
                                null));
    }

    private boolean shows(TestForum node, String text) {
        return node.http().get("/api/forum/threads/" + thread).body().contains(text)
                && node.http().get("/api/forum/threads/" + thread + "/posts").body().contains(text);
    }

    private static void connected(TestForum... nodes) throws Exception {
        for (TestForum node : nodes) {
            Eventually.within(
                    Duration.ofSeconds(10),
                    "Redis in use",
                    () -> !node.platform().caches().state().degraded());
        }
    }

    @Test
    void aReplyIsSeenAtOnceWhereItWasMadeAndWithinASecondElsewhere() throws Exception {
        try (TestRedis redis = TestRedis.started();
                TestForum here = TestForum.over(made.database(), onRedis(redis.port()));
                TestForum there = TestForum.over(made.database(), onRedis(redis.port()))) {
            connected(here, there);
            assertThat(shows(here, "First reply")).isFalse();
            assertThat(shows(there, "First reply")).isFalse();

            reply(here, "First reply");

            assertThat(shows(here, "First reply")).isTrue();
            Eventually.within(
                    Duration.ofSeconds(1), "seen elsewhere", () -> shows(there, "First reply"));
        } finally {
            made.database().close();
        }
    }

    @Test
    void withTheChannelCutItIsSeenWithinTheTtlAndSoonAfterTheChannelIsBack() throws Exception {
        try (TestRedis redis = TestRedis.started();
                FaultProxy channel = FaultProxy.before(redis.port());
                TestForum here = TestForum.over(made.database(), onRedis(redis.port()));
                TestForum there = TestForum.over(made.database(), onRedis(channel.port()))) {
            connected(here, there);
            shows(there, "");
            channel.refuse();

            reply(here, "A reply in the gap");

            Eventually.within(
                    TTL.plusSeconds(1),
                    "seen in the gap",
                    () -> shows(there, "A reply in the gap"));

            reply(here, "A reply before the end of the gap");
            channel.pass();
            connected(there);
            Eventually.within(
                    Duration.ofSeconds(2),
                    "seen after the gap",
                    () -> shows(there, "A reply before the end of the gap"));
        } finally {
            made.database().close();
        }
    }

    /** So long a TTL that it can't be what brings the reply. */
    @Test
    void whatWasMissedInAGapIsSeenWithinTwoSecondsOfItsEnd() throws Exception {
        Map<String, String> lasting =
                Map.of("cache.posts.ttl", "10m", "cache.thread.ttl", "10m", "redis.url", "");
        var near = new java.util.HashMap<>(lasting);
        var far = new java.util.HashMap<>(lasting);
        try (TestRedis redis = TestRedis.started();
                FaultProxy channel = FaultProxy.before(redis.port())) {
            near.put("redis.url", "redis://127.0.0.1:" + redis.port());
            far.put("redis.url", "redis://127.0.0.1:" + channel.port());
            try (TestForum here = TestForum.over(made.database(), near);
                    TestForum there = TestForum.over(made.database(), far)) {
                connected(here, there);
                shows(there, "");
                channel.refuse();
                Eventually.within(
                        Duration.ofSeconds(5),
                        "the gap noticed",
                        () -> there.platform().caches().state().degraded());
                shows(there, "");
                reply(here, "A reply that nobody was told of");

                channel.pass();

                Eventually.within(
                        Duration.ofSeconds(2),
                        "seen after the gap",
                        () -> shows(there, "A reply that nobody was told of"));
            }
        } finally {
            made.database().close();
        }
    }

    @Test
    void withoutRedisItIsSeenWithinTheTtl() throws Exception {
        try (TestForum here = TestForum.over(made.database(), SHORT);
                TestForum there = TestForum.over(made.database(), SHORT)) {
            assertThat(shows(there, "A reply without Redis")).isFalse();

            reply(here, "A reply without Redis");

            assertThat(shows(here, "A reply without Redis")).isTrue();
            Eventually.within(
                    TTL.plusSeconds(1),
                    "seen elsewhere",
                    () -> shows(there, "A reply without Redis"));
        } finally {
            made.database().close();
        }
    }
}
