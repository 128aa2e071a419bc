package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.PostPlace;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many streams on one node, and one that is not read. */
class ManyStreamsIT {
    private static final int MANY = 1000;
    private static final int OTHERS = 100;

    @Test
    void oneEventReachesAThousandStreamsAndIsMadeOnce() throws Exception {
        try (LiveNode node = many()) {
            List<EventReader> readers = new ArrayList<>();
            try {
                long heap = heap();
                int threads = ManagementFactory.getThreadMXBean().getThreadCount();
                for (int i = 0; i < MANY; i++) {
                    readers.add(node.events("topics=thread:1"));
                }
                await(node, MANY);
                // Both ends of each are in this JVM.
                assertThat((heap() - heap) / MANY).isLessThan(100_000);
                assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                        .isLessThan(50);

                node.post(1);

                assertThat(readers)
                        .allSatisfy(
                                reader ->
                                        assertThat(reader.next().data()).contains("\"number\":1,"));
                assertThat(node.counted("stoa.live.published")).isEqualTo(1);
                assertThat(node.counted("stoa.live.delivered")).isEqualTo(MANY);
            } finally {
                readers.forEach(EventReader::close);
            }
        }
    }

    private static LiveNode many() throws Exception {
        return LiveNode.started("live.max-streams-per-client", "2000");
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void await(LiveNode node, int open) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (node.open() != open && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(node.open()).isEqualTo(open);
    }

    @Test
    void whoDoesNotReadIsPutOutAndNobodyElseWaits() throws Exception {
        try (LiveNode node = many()) {
            List<EventReader> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(node.events("topics=feed:new"));
            }
            EventReader stuck =
                    EventReader.unread(
                            node.port(), "/api/forum/events?topics=thread:1,structure:1");
            try {
                await(node, OTHERS + 1);
                int rounds = 0;
                while (node.counted("stoa.live.ended", "cause", "slow") == 0 && rounds < 400) {
                    for (int i = 0; i < 500; i++) {
                        node.publish(
                                new Change.PostEdited(
                                        new PostPlace(100, 1, LiveNode.THREAD), null));
                    }
                    rounds++;
                    if (rounds % 20 == 1) {
                        assertAllHear(node, others);
                    }
                }
                assertThat(node.counted("stoa.live.ended", "cause", "slow")).isEqualTo(1);
                assertThat(node.counted("stoa.live.dropped")).isPositive();
                assertAllHear(node, others);
                assertThat(node.open()).isEqualTo(OTHERS);
            } finally {
                stuck.close();
                others.forEach(EventReader::close);
            }
        }
    }

    private static void assertAllHear(LiveNode node, List<EventReader> others) {
        long begun = System.nanoTime();
        node.publish(new Change.ThreadOpened(LiveNode.THREAD, List.of()));
        assertThat(others)
                .allSatisfy(reader -> assertThat(reader.next().name()).isEqualTo("thread-opened"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }
}
