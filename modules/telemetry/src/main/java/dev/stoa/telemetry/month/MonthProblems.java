package dev.stoa.telemetry.month;

import dev.stoa.platform.ProblemType;
import java.util.List;

/** Kinds of problem of months. */
final class MonthProblems {
    static final ProblemType IN_USE =
            new ProblemType(
                    "partition-in-use",
                    409,
                    "The month takes events",
                    "The current month and those ahead of it are never dropped. Take an older one.");
    static final ProblemType NO_ARCHIVE =
            new ProblemType(
                    "no-archive",
                    409,
                    "There is no archive",
                    "Set telemetry.archive-folder on every node, or drop the month without archive=true.");

    private MonthProblems() {}

    static List<ProblemType> all() {
        return List.of(IN_USE, NO_ARCHIVE);
    }
}
