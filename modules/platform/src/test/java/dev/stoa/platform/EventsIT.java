package dev.stoa.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.internal.events.EventTopic;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.internal.redis.RedisConfig;
import dev.stoa.testkit.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class EventsIT {
    private static final Event BAN = new Event.MemberBanned(new MemberId(42));

    /** One node's events, and what it heard. */
    private static final class Teller implements AutoCloseable {
        final Events events = new Events(new SimpleMeterRegistry());
        final List<Event> heard = new CopyOnWriteArrayList<>();
        private final Redis redis;
        private final EventTopic connection;

        Teller(String node, String url) {
            this.redis =
                    Redis.of(
                            Optional.of(
                                    new RedisConfig(
                                            url,
                                            Duration.ofMillis(500),
                                            10,
                                            1,
                                            Duration.ofMinutes(5))));
            this.connection = events.connect(redis, node).orElseThrow();
            events.subscribe(Event.class, heard::add);
        }

        @Override
        public void close() {
            connection.close();
            redis.close();
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came");
            }
            Thread.sleep(10);
        }
    }

    /** Each hears the other from some moment on. */
    private static void awaitContact(Teller first, Teller second) throws InterruptedException {
        Event fromFirst = new Event.KeyChanged(1);
        Event fromSecond = new Event.KeyChanged(2);
        until(
                () -> {
                    first.events.publish(fromFirst);
                    second.events.publish(fromSecond);
                    pause();
                    return first.heard.contains(fromSecond) && second.heard.contains(fromFirst);
                });
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void otherNodesHearOfAnEventOnceAndTheTellerDoesNotHearItself() throws Exception {
        try (TestRedis redis = TestRedis.started();
                Teller first = new Teller("a", redis.url());
                Teller second = new Teller("b", redis.url())) {
            awaitContact(first, second);

            first.events.publish(BAN);
            until(() -> second.heard.contains(BAN));
            Thread.sleep(200);

            assertThat(first.heard.stream().filter(BAN::equals)).hasSize(1);
            assertThat(second.heard.stream().filter(BAN::equals)).hasSize(1);
        }
    }

    @Test
    void withoutRedisTellingTakesNoTimeAndAfterwardsNodesHearEachOtherAgain() throws Exception {
        try (TestRedis redis = TestRedis.started();
                Teller first = new Teller("a", redis.url());
                Teller second = new Teller("b", redis.url())) {
            awaitContact(first, second);
            redis.freeze();

            long started = System.nanoTime();
            for (int i = 0; i < 5_000; i++) {
                first.events.publish(BAN);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(2));

            redis.thaw();
            Event after = new Event.LoginEnded(7);
            until(
                    () -> {
                        first.events.publish(after);
                        pause();
                        return second.heard.contains(after);
                    });
        }
    }
}
