package dev.stoa.forum.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.Eventually;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many who ask at once for what is not cached, or again and again for what is not there. */
class MissesIT {
    private static final SmallForum MADE = SmallForum.empty();

    @AfterAll
    static void drop() {
        MADE.database().close();
    }

    private static long runs(TestForum node, String statement) {
        return node.runs().getOrDefault(statement, 0L);
    }

    @Test
    void fiveHundredMissesAtOnceAreOneQueryPerNode() throws Exception {
        long thread = MADE.thread(1, "Wanted by all", "At once.");
        try (TestRedis redis = TestRedis.started();
                TestForum first =
                        TestForum.over(MADE.database(), Map.of("redis.url", redis.url()));
                TestForum second =
                        TestForum.over(MADE.database(), Map.of("redis.url", redis.url()))) {
            for (String path :
                    List.of(
                            "/api/forum/threads/" + thread,
                            "/api/forum/threads?tab=new&kind=discussion",
                            "/api/forum/search?q=wanted")) {
                List<TestForum> nodes = List.of(first, second);
                List<Map<String, Long>> before = nodes.stream().map(TestForum::runs).toList();

                long began = System.nanoTime();
                assertThat(statuses(nodes, path, 500)).containsOnly(200);
                // A page that what was counted meanwhile made dirty is made again, once a second.
                long most = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds();

                long ran = 0;
                for (int i = 0; i < nodes.size(); i++) {
                    Map<String, Long> here = new TreeMap<>(nodes.get(i).runs());
                    here.keySet().removeIf(name -> !name.matches("forum\\.(threads|search)\\..*"));
                    for (Map.Entry<String, Long> each : here.entrySet()) {
                        long more = each.getValue() - before.get(i).getOrDefault(each.getKey(), 0L);
                        assertThat(more).as(path + " " + each.getKey()).isLessThanOrEqualTo(most);
                        ran += more;
                    }
                }
                assertThat(ran).as(path).isPositive();
            }
        }
    }

    /** What so many requests to each node are answered that are sent at once. */
    private static List<Integer> statuses(List<TestForum> nodes, String path, int each)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < each; i++) {
                for (TestForum node : nodes) {
                    answers.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        return node.http().get(path).status();
                                    }));
                }
            }
            start.countDown();
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        return statuses;
    }

    @Test
    void aMissingThreadIsAskedForOncePerTtlAndVisibleWithinASecondOfItsCreation() throws Exception {
        try (TestForum node = TestForum.over(MADE.database(), Map.of("cache.missing-ttl", "2s"))) {
            long next = MADE.thread(1, "The last one", "x") + 1;
            String path = "/api/forum/threads/" + next;
            long began = System.nanoTime();
            long before = runs(node, "forum.threads.open");
            for (int i = 0; i < 1000; i++) {
                assertThat(node.http().get(path).status()).isEqualTo(404);
            }
            long periods = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds() / 2;
            assertThat(runs(node, "forum.threads.open") - before).isBetween(1L, periods);

            long made = MADE.thread(1, "The next one", "x");
            assertThat(made).isEqualTo(next);
            new Changes(node.platform().caches())
                    .publish(new Change.ThreadOpened(new ThreadPlace(made, 1, 1001L), List.of()));

            Eventually.within(
                    Duration.ofSeconds(1), "visible", () -> node.http().get(path).status() == 200);
        }
    }
}
