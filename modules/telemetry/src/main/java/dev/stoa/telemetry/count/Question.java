package dev.stoa.telemetry.count;

import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Arguments;
import dev.stoa.telemetry.event.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of events.
 *
 * @param field what is asked of, for all metrics but the count
 * @param type only events of this type; null for all
 * @param group by what values are told apart beside time
 */
record Question(
        Metric metric,
        @Nullable Field field,
        Interval interval,
        Group group,
        @Nullable String type,
        Instant from,
        Instant to) {
    /** Longest range for what only the events can answer. */
    static final Duration OF_ROWS = Duration.ofDays(7);

    private static final String PROPS = "props.";

    enum Metric {
        COUNT,
        UNIQ,
        P50,
        P95
    }

    /** How long a bucket is; the lower-case word is PostgreSQL's. */
    enum Interval {
        MINUTE(ChronoUnit.MINUTES),
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Interval(ChronoUnit unit) {
            this.unit = unit;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether one of its buckets begins then. */
        boolean begins(Instant at) {
            return at.truncatedTo(unit).equals(at);
        }
    }

    /** What rollups tell apart. */
    enum Split {
        NONE,
        TYPE,
        DIMENSION,
        /** A prop that only the events know. */
        PROP
    }

    /**
     * By what values are told apart.
     *
     * @param prop its key, where it is a prop; else empty
     */
    record Group(Split split, String prop) {}

    /**
     * A part of an event.
     *
     * @param column its name where it is none of the props
     * @param prop key of the prop; empty for none
     */
    record Field(String column, String prop) {}

    static Question of(Arguments given, Dimension dimension) {
        Metric metric = Metric.valueOf(given.text("metric", "count").toUpperCase(Locale.ROOT));
        Field field = field(given.textOrNull("field"), metric);
        Question question =
                new Question(
                        metric,
                        field,
                        Interval.valueOf(given.text("interval", "hour").toUpperCase(Locale.ROOT)),
                        group(given.text("groupBy", ""), dimension),
                        given.textOrNull("type"),
                        moment(given, "from"),
                        moment(given, "to"));
        if (!question.from.isBefore(question.to)) {
            throw Failure.Invalid.parameter("to", "invalid", "It must be behind from.");
        }
        return question;
    }

    private static Instant moment(Arguments given, String name) {
        String text = given.textOrNull(name);
        if (text == null) {
            throw Failure.Invalid.parameter(name, "required", "Give a range: from and to.");
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Field field(@Nullable String name, Metric metric) {
        if (metric == Metric.COUNT) {
            if (name != null) {
                throw Failure.Invalid.parameter("field", "conflict", "A count takes no field.");
            }
            return null;
        }
        if (name == null) {
            throw Failure.Invalid.parameter(
                    "field", "required", "This metric needs a field, e.g. props.ms.");
        }
        if (name.startsWith(PROPS) && name.length() > PROPS.length()) {
            return new Field("", name.substring(PROPS.length()));
        }
        if (metric == Metric.UNIQ && (name.equals("sessionId") || name.equals("address"))) {
            return new Field(name, "");
        }
        throw Failure.Invalid.parameter(
                "field",
                "invalid",
                metric == Metric.UNIQ
                        ? "It must be sessionId, address or props.<key>."
                        : "It must be props.<key>.");
    }

    private static Group group(String name, Dimension dimension) {
        if (name.isEmpty()) {
            return new Group(Split.NONE, "");
        }
        if (name.equals("type")) {
            return new Group(Split.TYPE, "");
        }
        if (!name.startsWith(PROPS) || name.length() == PROPS.length()) {
            throw Failure.Invalid.parameter(
                    "groupBy", "invalid", "It must be type or props.<key>.");
        }
        String prop = name.substring(PROPS.length());
        return prop.equals(dimension.key())
                ? new Group(Split.DIMENSION, prop)
                : new Group(Split.PROP, prop);
    }

    /** Whether rollups can answer it, with the coarsest of theirs that begins where it does. */
    @Nullable Interval grain() {
        if (metric != Metric.COUNT || group.split() == Split.PROP) {
            return null;
        }
        return EnumSet.range(Interval.MINUTE, interval).stream()
                .filter(grain -> grain.begins(from) && grain.begins(to))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
