package dev.stoa.sessions.moderation;

import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Arguments;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which reports a list holds; null leaves a filter out.
 *
 * @param from when they were made, the first moment
 * @param to when they were made, the first moment behind
 */
record ReportQuery(
        @Nullable String status,
        @Nullable String targetType,
        @Nullable Long targetId,
        @Nullable String reason,
        @Nullable Long reporter,
        @Nullable Long assignee,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** What leads to the reports: the filter that leaves the fewest to look at. */
    enum Lead {
        TARGET("-of-target"),
        REPORTER("-of-reporter"),
        ASSIGNEE("-of-assignee"),
        REASON("-of-reason"),
        STATUS("");

        private final String suffix;

        Lead(String suffix) {
            this.suffix = suffix;
        }

        /** End of a statement's name. */
        String suffix() {
            return suffix;
        }
    }

    /**
     * What a request asks for.
     *
     * @throws Failure.Invalid for a target's id without its type
     */
    static ReportQuery of(Arguments arguments) {
        Long target = arguments.idOrNull("targetId");
        if (target != null && !arguments.has("targetType")) {
            throw Failure.Invalid.parameter(
                    "targetId", "conflict", "targetId goes with targetType.");
        }
        return new ReportQuery(
                arguments.textOrNull("status"),
                arguments.textOrNull("targetType"),
                target,
                arguments.textOrNull("reason"),
                arguments.idOrNull("reporter"),
                arguments.idOrNull("assignee"),
                time(arguments.textOrNull("from")),
                time(arguments.textOrNull("to")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    ReportQuery by(long member) {
        return new ReportQuery(status, targetType, targetId, reason, member, assignee, from, to);
    }

    Lead lead() {
        if (targetId != null) {
            return Lead.TARGET;
        }
        if (reporter != null) {
            return Lead.REPORTER;
        }
        if (assignee != null) {
            return Lead.ASSIGNEE;
        }
        return reason != null ? Lead.REASON : Lead.STATUS;
    }
}
