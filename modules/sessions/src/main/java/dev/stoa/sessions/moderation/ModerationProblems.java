package dev.stoa.sessions.moderation;

import dev.stoa.platform.ProblemType;

/** Kinds of problem of reports and blocks. */
final class ModerationProblems {
    static final ProblemType ALREADY_REPORTED =
            new ProblemType(
                    "already-reported",
                    409,
                    "The viewer's report of it is open",
                    "One member has one open report of one thing. Wait until a moderator has decided.");

    private ModerationProblems() {}
}
