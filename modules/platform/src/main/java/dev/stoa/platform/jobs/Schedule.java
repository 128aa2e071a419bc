package dev.stoa.platform.jobs;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a job is due. Each time is later by chance, up to the jitter and a tenth of the interval, so
 * that jobs spread.
 */
public sealed interface Schedule {
    /** Shortest interval that {@link #parse} takes. */
    Duration SHORTEST = Duration.ofSeconds(5);

    /** Longest interval that {@link #parse} takes. */
    Duration LONGEST = Duration.ofDays(366);

    /** Highest time by which a run is later than its plain time, whatever the interval. */
    Duration jitter();

    /** The next plain time after {@code at}, without jitter. */
    Instant after(Instant at);

    /** For the first time, when no node has ever known the job. */
    Instant first(Instant now);

    /** So long after the end of each run, and soon after the job is first known. */
    record Every(Duration delay, Duration jitter) implements Schedule {
        public Every {
            if (!delay.isPositive() || jitter.isNegative()) {
                throw new IllegalArgumentException("every " + delay + ", jitter " + jitter);
            }
        }

        @Override
        public Instant after(Instant at) {
            return at.plus(delay);
        }

        @Override
        public Instant first(Instant now) {
            return now;
        }

        @Override
        public String toString() {
            return "every " + words(delay);
        }
    }

    /** Each day at a time of UTC. */
    record Daily(LocalTime at, Duration jitter) implements Schedule {
        @Override
        public Instant after(Instant from) {
            ZonedDateTime day = from.atZone(ZoneOffset.UTC).with(at);
            return (day.toInstant().isAfter(from) ? day : day.plusDays(1)).toInstant();
        }

        @Override
        public Instant first(Instant now) {
            return after(now);
        }

        @Override
        public String toString() {
            return "daily at " + at + " UTC";
        }
    }

    /** At the times of a cron expression of six fields, seconds first, in UTC. */
    record Cron(String expression, Duration jitter) implements Schedule {
        private static final Instant SOMETIME = Instant.parse("2001-01-01T00:00:00Z");

        public Cron {
            // db-scheduler takes "-" for never, and what fits no day of any year.
            if (expression.strip().equals("-") || !comes(expression)) {
                throw new IllegalArgumentException("never: " + expression);
            }
        }

        private static boolean comes(String expression) {
            try {
                return next(expression, SOMETIME)
                        .isBefore(com.github.kagkarlsson.scheduler.task.schedule.Schedule.NEVER);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(expression, e);
            }
        }

        private static Instant next(String expression, Instant at) {
            return new CronSchedule(expression, ZoneOffset.UTC)
                    .getNextExecutionTime(ExecutionComplete.simulatedSuccess(at));
        }

        @Override
        public Instant after(Instant at) {
            return next(expression, at);
        }

        @Override
        public Instant first(Instant now) {
            return after(now);
        }

        @Override
        public String toString() {
            return "cron " + expression + " UTC";
        }
    }

    /** So long after the end of each run, later by up to a tenth of it. */
    static Schedule every(Duration delay) {
        return new Every(delay, delay.dividedBy(10));
    }

    /** Each day at a time of UTC, later by up to ten minutes. */
    static Schedule daily(LocalTime at) {
        return new Daily(at, Duration.ofMinutes(10));
    }

    /**
     * By a cron expression of six fields, seconds first, in UTC, later by up to ten minutes.
     *
     * @throws IllegalArgumentException when it is none, or its time never comes
     */
    static Schedule cron(String expression) {
        return new Cron(expression, Duration.ofMinutes(10));
    }

    /**
     * The schedule of such words as its {@code toString} gives: {@code every 1h30m}, {@code daily
     * at 02:30}, {@code cron 0 30 2 * * MON}; what is not an interval is in UTC and may say so.
     *
     * @throws IllegalArgumentException when it is none, or an interval is not between 5 s and 366
     *     days
     */
    static Schedule parse(String words) {
        String text = words.strip();
        String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
        try {
            if (text.startsWith("every ")) {
                Duration delay =
                        Duration.parse(
                                "PT" + text.substring("every ".length()).toUpperCase(Locale.ROOT));
                if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
                    throw new IllegalArgumentException("an interval is 5s to 8784h: " + words);
                }
                return every(delay);
            }
            if (plain.startsWith("daily at ")) {
                return daily(LocalTime.parse(plain.substring("daily at ".length())));
            }
            if (plain.startsWith("cron ")) {
                return cron(plain.substring("cron ".length()));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(words, e);
        }
        throw new IllegalArgumentException(words);
    }

    /** How far its plain times are apart, seen from {@code at}. */
    default Duration interval(Instant at) {
        Instant next = after(at);
        return Duration.between(next, after(next));
    }

    /** The next time after {@code at}, with jitter. */
    default Instant next(Instant at) {
        Instant plain = after(at);
        long tenth = Duration.between(plain, after(plain)).toMillis() / 10;
        long most = Math.min(jitter().toMillis(), tenth);
        return plain.plusMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }

    private static String words(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
