package dev.stoa.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.flag.Flag;
import dev.stoa.platform.flag.FlagState;
import dev.stoa.platform.flag.Flags;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.internal.redis.RedisConfig;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import dev.stoa.testkit.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlagsIT {
    private static final Flag USUAL = Flag.on("forum.usual", "Something usual is done.");
    private static final Flag NEW = Flag.off("forum.new", "Something new is done.");

    private final TestDatabase database =
            TestPostgres.fresh(
                    "empty",
                    url -> Schema.of(new DatabaseAddress(url, "postgres", "").source()).apply());
    private final Database connections =
            Database.forCommand(new DatabaseAddress(database.jdbcUrl(), "postgres", ""));
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
        connections.close();
        database.close();
    }

    private Flags node(Optional<String> redisUrl, String name) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Events events = new Events(meters);
        Redis redis =
                Redis.of(
                        redisUrl.map(
                                url ->
                                        new RedisConfig(
                                                url,
                                                Duration.ofMillis(500),
                                                10,
                                                1,
                                                Duration.ofMinutes(5))));
        parts.push(redis);
        events.connect(redis, name).ifPresent(parts::push);
        Timers timers = new Timers();
        parts.push(timers);
        Flags flags = Flags.of(List.of(USUAL, NEW), meters);
        flags.begin(connections, events, timers);
        return flags;
    }

    private static Duration untilOn(Flags flags, Flag flag) throws InterruptedException {
        long started = System.nanoTime();
        while (!flags.isOn(flag)) {
            if (System.nanoTime() - started > 10_000_000_000L) {
                throw new AssertionError(flag.name() + " stayed off");
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Test
    void aFlagIsAsTheCodeSaysUntilSomebodySetsItAndThenAsTheyDid() {
        Flags flags = node(Optional.empty(), "a");
        assertThat(flags.isOn(USUAL)).isTrue();
        assertThat(flags.isOn(NEW)).isFalse();
        assertThat(flags.list())
                .containsExactly(
                        new FlagState(NEW, false, 0, null), new FlagState(USUAL, true, 0, null));

        Optional<FlagState> set = flags.set(USUAL, false, 0);

        assertThat(set.orElseThrow().version()).isEqualTo(1);
        assertThat(flags.isOn(USUAL)).isFalse();
        assertThat(flags.find("forum.usual")).isEqualTo(set);
        assertThat(flags.find("forum.other")).isEmpty();
    }

    @Test
    void whoNamesAnotherVersionChangesNothing() {
        Flags flags = node(Optional.empty(), "a");
        assertThat(flags.set(NEW, true, 1)).isEmpty();
        assertThat(flags.isOn(NEW)).isFalse();

        assertThat(flags.set(NEW, true, 0)).isPresent();

        assertThat(flags.set(NEW, false, 0)).isEmpty();
        assertThat(flags.set(NEW, false, 2)).isEmpty();
        assertThat(flags.isOn(NEW)).isTrue();
        assertThat(flags.set(NEW, false, 1).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void withoutRedisAnotherNodeKnowsWithinSeconds() throws Exception {
        Flags here = node(Optional.empty(), "a");
        Flags there = node(Optional.empty(), "b");

        here.set(NEW, true, 0);

        assertThat(untilOn(there, NEW)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void withRedisAnotherNodeKnowsWithinASecond() throws Exception {
        try (TestRedis redis = TestRedis.started()) {
            Flags here = node(Optional.of(redis.url()), "a");
            Flags there = node(Optional.of(redis.url()), "b");
            here.set(NEW, true, 0);
            untilOn(there, NEW);
            here.set(NEW, false, 1);
            // Time to connect.
            Thread.sleep(500);

            int quick = 0;
            for (int version = 2; version < 10; version += 2) {
                here.set(NEW, true, version);
                quick += untilOn(there, NEW).toMillis() < 500 ? 1 : 0;
                here.set(NEW, false, version + 1);
                Thread.sleep(300);
            }
            // The timer alone would be as quick once in five times.
            assertThat(quick).isEqualTo(4);
        }
    }
}
