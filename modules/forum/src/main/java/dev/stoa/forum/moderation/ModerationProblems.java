package dev.stoa.forum.moderation;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import java.util.List;

/** Kinds of problem of moderation. */
final class ModerationProblems {
    static final ProblemType FIRST_POST =
            new ProblemType(
                    "first-post",
                    409,
                    "A thread is nothing without its first post",
                    "The post opens its thread: remove the thread, PUT /api/forum/threads/{id}/removal.");
    static final ProblemType MERGED =
            new ProblemType(
                    "thread-merged",
                    409,
                    "The thread was merged into another",
                    "Its posts are in the thread that detail names. What a merge did is taken back by a split.");
    static final ProblemType NOT_MOVABLE =
            new ProblemType(
                    "not-movable",
                    409,
                    "These posts can't be moved",
                    "A thread that is removed is not merged or split, nor into one; the first post stays where it is;"
                            + " and one operation moves up to 10 000 posts.");

    private ModerationProblems() {}

    static List<ProblemType> all() {
        return List.of(FIRST_POST, MERGED, NOT_MOVABLE);
    }

    /** A field of the body that is wrong. */
    static Failure wrong(String field, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new FieldError('/' + field, code, detail));
    }

    static Failure noThread(long id) {
        return new Failure.NotFound("There is no thread " + id + ".");
    }

    static Failure noPost(long id) {
        return new Failure.NotFound("There is no post " + id + ".");
    }
}
