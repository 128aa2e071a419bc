package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.FaultProxy;
import dev.stoa.testkit.TestRedis;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SharedCacheIT {
    private static final TestRedis REDIS = TestRedis.started();
    private static final Tag THREAD = Tag.of("thread", 42);

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void whatOneNodeLoadedAnotherFindsInRedis() throws Exception {
        try (TestNode first = TestNode.onRedis(REDIS.url());
                TestNode second = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(first, second);

            first.read("shared", "text", THREAD);
            until(() -> second.read("shared", "other", THREAD).outcome() == Outcome.HIT);

            assertThat(TestNode.text(second.read("shared", "other", THREAD))).isIn("text", "other");
            assertThat(first.caches.state()).isEqualTo(new CacheState("redis", false));
        }
    }

    @Test
    void aChangeOnOneNodeIsSeenOnTheOther() throws Exception {
        try (TestNode first = TestNode.onRedis(REDIS.url());
                TestNode second = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(first, second);
            first.read("changed", "old", THREAD);
            second.read("changed", "old", THREAD);

            first.caches.invalidate(List.of(THREAD));

            assertThat(TestNode.text(first.read("changed", "new", THREAD))).isEqualTo("new");
            TestNode.within(
                    Duration.ofMillis(500),
                    () -> TestNode.text(second.read("changed", "new", THREAD)).equals("new"));
        }
    }

    @Test
    void aValueInRedisOlderThanAChangeIsRefusedByAllNodes() throws Exception {
        try (TestNode first = TestNode.onRedis(REDIS.url());
                TestNode second = TestNode.onRedis(REDIS.url());
                TestNode third = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(first, second, third);
            Tag tag = Tag.of("thread", 7);
            first.read("refused", "old", tag);
            until(() -> second.read("refused", "old", tag).outcome() == Outcome.HIT);

            first.caches.invalidate(List.of(tag));

            // Redis holds the old value still: nobody wrote over it.
            Thread.sleep(300);
            assertThat(TestNode.text(third.read("refused", "new", tag))).isEqualTo("new");
            assertThat(TestNode.text(second.read("refused", "new", tag))).isEqualTo("new");
        }
    }

    @Test
    void aNodeRefusesWhatItChangedItselfBeforeRedisKnowsOfIt() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(REDIS.port());
                TestNode node = TestNode.onRedis("redis://127.0.0.1:" + proxy.port());
                TestNode other = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(node, other);
            List<Tag> tags = IntStream.range(0, 30).mapToObj(i -> Tag.of("own", i)).toList();
            tags.forEach(tag -> node.read(tag.toString(), "old", tag));
            until(() -> other.read("own:29", "old", tags.get(29)).outcome() == Outcome.HIT);
            proxy.delay(Duration.ofMillis(15));

            // So many that Redis gets them in several turns, these 30 among them.
            node.caches.invalidate(
                    Stream.concat(
                                    IntStream.range(0, 5000).mapToObj(i -> Tag.of("many", i)),
                                    tags.stream())
                            .toList());

            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Cached>> reads =
                        tags.stream()
                                .map(
                                        tag ->
                                                threads.submit(
                                                        () ->
                                                                node.read(
                                                                        tag.toString(),
                                                                        "new",
                                                                        tag)))
                                .toList();
                for (Future<Cached> read : reads) {
                    assertThat(TestNode.text(read.get())).isEqualTo("new");
                }
            }
        }
    }

    @Test
    void aLoadOvertakenByAnotherNodesChangeIsNotFoundInRedis() throws Exception {
        try (TestNode slow = TestNode.onRedis(REDIS.url());
                TestNode quick = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(slow, quick);
            Tag tag = Tag.of("thread", 8);
            slow.cache.get(
                    "overtaken",
                    () -> {
                        quick.caches.invalidate(List.of(tag));
                        return Loaded.of(TestNode.body("old"), List.of(tag));
                    });

            assertThat(TestNode.text(quick.read("overtaken", "new", tag))).isEqualTo("new");
            TestNode.within(
                    Duration.ofMillis(500),
                    () -> TestNode.text(slow.read("overtaken", "new", tag)).equals("new"));
        }
    }

    @Test
    void clearingForgetsOnAllNodesAndInRedis() throws Exception {
        try (TestNode first = TestNode.onRedis(REDIS.url());
                TestNode second = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(first, second);
            first.read("cleared", "old", THREAD);
            second.read("cleared", "old", THREAD);

            first.caches.clear();

            assertThat(TestNode.text(first.read("cleared", "new", THREAD))).isEqualTo("new");
            TestNode.within(
                    Duration.ofMillis(500),
                    () -> TestNode.text(second.read("cleared", "new", THREAD)).equals("new"));
        }
    }

    @Test
    void aMessageFromOutsideInTheDocumentedFormIsHeeded() throws Exception {
        try (TestNode node = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(node);
            node.read("outside", "old", THREAD);

            command("PUBLISH cache:invalidate '{\"type\":\"thread\",\"id\":\"42\"}'");

            TestNode.within(
                    Duration.ofMillis(500),
                    () -> TestNode.text(node.read("outside", "new", THREAD)).equals("new"));
        }
    }

    @Test
    void aValueThatCannotBeReadIsAMiss() throws Exception {
        try (TestNode node = TestNode.onRedis(REDIS.url())) {
            TestNode.ready(node);
            command("SET stoa:threads:broken nonsense");

            assertThat(node.read("broken", "text", THREAD).outcome()).isEqualTo(Outcome.MISS);
        }
    }

    private static void command(String line) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), REDIS.port())) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isIn((int) ':', (int) '+');
        }
    }

    @Test
    void aCutChannelIsNoticedAndWhatWasMissedIsNotServedOnceItIsBack() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(REDIS.port());
                TestNode near = TestNode.onRedis(REDIS.url());
                TestNode far = TestNode.onRedis("redis://127.0.0.1:" + proxy.port())) {
            TestNode.ready(near, far);
            far.read("cut", "old", THREAD);
            proxy.refuse();
            TestNode.within(Duration.ofSeconds(3), () -> far.caches.state().degraded());
            far.read("cut", "old", THREAD);
            near.caches.invalidate(List.of(THREAD));

            proxy.pass();

            TestNode.within(
                    Duration.ofSeconds(2),
                    () -> TestNode.text(far.read("cut", "new", THREAD)).equals("new"));
            TestNode.ready(far);
        }
    }

    @Test
    void aChannelThatSilentlySwallowsIsNoticed() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(REDIS.port());
                TestNode far = TestNode.onRedis("redis://127.0.0.1:" + proxy.port())) {
            TestNode.ready(far);
            far.read("swallowed", "old", THREAD);
            proxy.blackHole();
            TestNode.within(Duration.ofSeconds(3), () -> far.caches.state().degraded());

            proxy.pass();

            TestNode.ready(far);
        }
    }

    @Test
    void changesWhileRedisIsAwayAreToldWhenItIsBack() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(REDIS.port());
                TestNode near = TestNode.onRedis(REDIS.url());
                TestNode far = TestNode.onRedis("redis://127.0.0.1:" + proxy.port())) {
            TestNode.ready(near, far);
            near.read("away", "old", THREAD);
            proxy.refuse();
            far.caches.invalidate(List.of(THREAD));

            proxy.pass();

            TestNode.within(
                    Duration.ofSeconds(3),
                    () -> TestNode.text(near.read("away", "new", THREAD)).equals("new"));
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        TestNode.within(Duration.ofSeconds(5), condition);
    }
}
