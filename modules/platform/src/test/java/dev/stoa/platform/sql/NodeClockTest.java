package dev.stoa.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong ticks = new AtomicLong(7);

    private NodeClock clock(Duration off) {
        return new NodeClock(NOON.plus(off), ticks::get);
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    @Test
    void saysWhatTheDatabaseSaysHoweverWrongTheMachineIs() {
        NodeClock ahead = clock(Duration.ofMinutes(10));
        ahead.heard(NOON, ticks.get(), ticks.get());
        assertThat(ahead.instant()).isEqualTo(NOON);

        NodeClock behind = clock(Duration.ofMinutes(-10));
        behind.heard(NOON, ticks.get(), ticks.get());
        assertThat(behind.instant()).isEqualTo(NOON);
    }

    @Test
    void goesOnByItselfAndFollowsWhenTheDatabaseIsPutRight() {
        NodeClock clock = clock(Duration.ZERO);
        clock.heard(NOON, ticks.get(), ticks.get());
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));

        clock.heard(NOON, ticks.get(), ticks.get());
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void doesNotJumpForWhatAnAnswersWayMayHaveTaken() {
        NodeClock clock = clock(Duration.ZERO);
        clock.heard(
                NOON.plusMillis(900), ticks.get(), ticks.get() + Duration.ofSeconds(1).toNanos());
        clock.heard(NOON.plusMillis(40), ticks.get(), ticks.get());
        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
