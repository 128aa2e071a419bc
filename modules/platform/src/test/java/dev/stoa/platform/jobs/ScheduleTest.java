package dev.stoa.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void anIntervalCountsFromTheEndOfARunAndBeginsAtOnce() {
        Schedule schedule = Schedule.every(Duration.ofMinutes(5));
        assertThat(schedule.first(NOW)).isEqualTo(NOW);
        for (int i = 0; i < 100; i++) {
            assertThat(schedule.next(NOW)).isBetween(NOW.plusSeconds(300), NOW.plusSeconds(330));
        }
        assertThat(schedule).hasToString("every 5m");
    }

    @Test
    void aTimeOfDayIsTodaysWhileItIsStillToCome() {
        assertThat(Schedule.daily(LocalTime.of(6, 0)).after(NOW)).isEqualTo("2026-03-04T06:00:00Z");
        assertThat(Schedule.daily(LocalTime.of(5, 0)).after(NOW)).isEqualTo("2026-03-05T05:00:00Z");
        assertThat(Schedule.daily(LocalTime.of(5, 6, 7)).first(NOW))
                .isEqualTo("2026-03-05T05:06:07Z");
    }

    @Test
    void aCronExpressionHasSixFieldsInUtc() {
        assertThat(Schedule.cron("0 30 2 * * MON").after(NOW)).isEqualTo("2026-03-09T02:30:00Z");
        assertThatThrownBy(() -> Schedule.cron("every monday"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCronExpressionOfNoTimeIsRefused() {
        for (String never : new String[] {"-", "0 0 0 31 2 *", "* *"}) {
            assertThatThrownBy(() -> Schedule.parse("cron " + never))
                    .as(never)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Schedule.cron("0 0 0 29 2 *").after(NOW)).isEqualTo("2028-02-29T00:00:00Z");
    }

    @Test
    void noTimeIsLaterByMoreThanATenthOfItsInterval() {
        for (int i = 0; i < 100; i++) {
            assertThat(Schedule.cron("0 * * * * *").next(NOW))
                    .isBetween("2026-03-04T05:07:00Z", "2026-03-04T05:07:06Z");
            assertThat(Schedule.daily(LocalTime.of(6, 0)).next(NOW))
                    .isBetween("2026-03-04T06:00:00Z", "2026-03-04T06:10:00Z");
        }
    }

    @Test
    void aFailingJobIsTriedAgainLessAndLessOften() {
        assertThat(JobTask.pause(0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(JobTask.pause(3)).isEqualTo(Duration.ofMinutes(8));
        assertThat(JobTask.pause(6)).isEqualTo(Duration.ofHours(1));
        assertThat(JobTask.pause(1_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aNameHasThreePartsAndALimitIsPositive() {
        assertThatThrownBy(() -> Job.of("cleanup", Schedule.every(Duration.ofHours(1)), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Job(
                                        "a.b.c",
                                        Schedule.every(Duration.ofHours(1)),
                                        Duration.ZERO,
                                        _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
