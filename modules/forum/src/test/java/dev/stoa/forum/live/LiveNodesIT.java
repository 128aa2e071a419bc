package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Live events on two nodes that share a Redis, which is killed in the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveNodesIT {
    private static TestRedis redis;
    private static TestDatabase database;
    private static LiveNode here;
    private static LiveNode there;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.started();
        database = LiveNode.database();
        here = LiveNode.on(database, "redis.url", redis.url(), "live.heartbeat", "200ms");
        there = LiveNode.on(database, "redis.url", redis.url(), "live.heartbeat", "200ms");
        untilHeard(here, there);
        untilHeard(there, here);
    }

    /** Nodes look into Redis in the background once they are ready. */
    private static void untilHeard(LiveNode teller, LiveNode listener) {
        try (EventReader reader = listener.events("topics=thread:1")) {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            EventReader.Event event = null;
            while (event == null || !event.name().equals("post-added")) {
                assertThat(System.nanoTime()).isLessThan(end);
                teller.post(0);
                event = reader.within(Duration.ofMillis(200));
            }
            while (event != null) {
                event = reader.within(Duration.ofMillis(500));
            }
        }
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
        redis.close();
    }

    @Test
    @Order(1)
    void whatHappensOnOneNodeIsToldOnBothUnderOneId() {
        try (EventReader near = here.events("topics=thread:1");
                EventReader far = there.events("topics=thread:1")) {
            here.post(1);
            EventReader.Event first = near.next();
            there.post(2);
            EventReader.Event second = near.next();
            assertThat(first.data()).contains("\"number\":1,");
            assertThat(far.next()).isEqualTo(first);
            assertThat(far.next()).isEqualTo(second);
        }
    }

    @Test
    @Order(2)
    void aStreamGoesOnOnAnotherNodeAndOnOneThatStartedLater() {
        String seen;
        try (EventReader reader = here.events("topics=thread:1")) {
            here.post(1);
            seen = reader.next().id();
            here.post(2);
            reader.next();
            there.post(3);
            reader.next();
        }
        LiveNode late = LiveNode.on(database, "redis.url", redis.url());
        try {
            for (LiveNode node : new LiveNode[] {there, late}) {
                EventReader.Event event = resumed(node, seen);
                assertThat(event.data()).contains("\"number\":2,");
            }
        } finally {
            late.close();
        }
    }

    /** A node that is just ready may not have looked into Redis yet. */
    private static EventReader.Event resumed(LiveNode node, String seen) {
        for (int i = 0; i < 40; i++) {
            try (EventReader reader = node.events("topics=thread:1", "Last-Event-ID", seen)) {
                EventReader.Event event = reader.next();
                if (!event.name().equals("reset")) {
                    assertThat(reader.next().data()).contains("\"number\":3,");
                    return event;
                }
                reader.within(Duration.ofMillis(200));
            }
        }
        throw new AssertionError("only resets");
    }

    @Test
    @Order(3)
    void aStreamEndsWhenItsViewerSignsOutElsewhere() {
        TestMember member = here.member("member");
        try (EventReader reader = there.events("topics=me", member.credential())) {
            here.http().send("DELETE", "/api/sessions/auth/session", "", member.credential());
            assertThat(reader.within(Duration.ofSeconds(2)))
                    .isEqualTo(new EventReader.Event("end", "", ""));
        }
    }

    @Test
    @Order(4)
    void aTicketOfOneNodeIsGoodOnAnother() {
        TestMember member = here.member("member");
        String ticket =
                here.http()
                        .send("POST", "/api/forum/events/tickets", "", member.credential())
                        .text("/ticket");
        try (EventReader reader = there.events("topics=me&ticket=" + ticket)) {
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    @Test
    @Order(5)
    void withoutRedisANodeTellsItsOwnAndWhenItIsBackAllBeginAnew() {
        try (EventReader near = here.events("topics=thread:1");
                EventReader far = there.events("topics=thread:1")) {
            redis.kill();
            here.post(7);
            assertThat(near.next(Duration.ofSeconds(2)).data()).contains("\"number\":7,");
            assertThat(far.within(Duration.ofMillis(300))).isNull();

            redis.start();
            assertThat(far.next(Duration.ofSeconds(15)).name()).isEqualTo("reset");
            untilToldBoth(near, far);
        }
    }

    private static void untilToldBoth(EventReader near, EventReader far) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end) {
            there.post(8);
            boolean isNearTold = isTold(near);
            if (isTold(far) && isNearTold) {
                return;
            }
        }
        throw new AssertionError("no event of the other node");
    }

    private static boolean isTold(EventReader reader) {
        for (EventReader.Event event = reader.within(Duration.ofMillis(500));
                event != null;
                event = reader.within(Duration.ofMillis(500))) {
            if (event.data().contains("\"number\":8,")) {
                return true;
            }
        }
        return false;
    }
}
