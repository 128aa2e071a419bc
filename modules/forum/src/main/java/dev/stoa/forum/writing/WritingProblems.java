package dev.stoa.forum.writing;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import java.util.List;

/** Why a text is refused. */
final class WritingProblems {
    static final ProblemType THREAD_LOCKED =
            new ProblemType(
                    "thread-locked",
                    409,
                    "The thread is locked",
                    "A moderator has closed the thread: nobody else writes in it until it is unlocked.");
    static final ProblemType THREAD_ANSWERED =
            new ProblemType(
                    "thread-answered",
                    409,
                    "Others have answered in the thread",
                    "A thread is its author's to remove while nobody else has posted in it. A moderator can remove it.");
    static final ProblemType FIRST_POST =
            new ProblemType(
                    "first-post",
                    409,
                    "The post opens its thread",
                    "The first post goes with its thread: remove the thread instead.");
    static final ProblemType DUPLICATE_POST =
            new ProblemType(
                    "duplicate-post",
                    409,
                    "The same was just posted",
                    "The member posted the same text in the same thread within the last minute. Send an"
                            + " Idempotency-Key to repeat a request safely.");
    static final ProblemType BLOCKED =
            new ProblemType(
                    "blocked",
                    403,
                    "One of the two blocks the other",
                    "Who blocks a member, or is blocked by them, does not answer their posts. Others' posts in the"
                            + " thread may be answered.");
    static final ProblemType NO_QUESTION =
            new ProblemType(
                    "not-a-question",
                    409,
                    "The thread is no question",
                    "Only threads of kind question have an accepted answer.");

    static final List<ProblemType> ALL =
            List.of(
                    THREAD_LOCKED,
                    THREAD_ANSWERED,
                    FIRST_POST,
                    DUPLICATE_POST,
                    BLOCKED,
                    NO_QUESTION);

    private WritingProblems() {}

    /** A field that is wrong, e.g. {@code tags/1}. */
    static Failure field(String name, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new FieldError('/' + name, code, detail));
    }

    static Failure noThread(long thread) {
        return new Failure.NotFound("There is no thread " + thread + ".");
    }

    static Failure noPost(long post) {
        return new Failure.NotFound("There is no post " + post + ".");
    }

    static Failure locked() {
        return new Failure.Conflict(THREAD_LOCKED, "The thread is locked.");
    }
}
