package dev.stoa.forum.collection;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import java.util.List;

/** What collections are refused for. */
final class CollectionProblems {
    static final ProblemType FULL =
            new ProblemType(
                    "collection-full",
                    409,
                    "The collection is full",
                    "A collection holds up to 10 000 items. Nothing was added.");

    private CollectionProblems() {}

    static Failure missing(long id) {
        return new Failure.NotFound("There is no collection " + id + ".");
    }

    /** A request that names what is not there, each by its place. */
    static Failure wrong(String what, List<FieldError> errors) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                errors.getFirst().pointer() + ": " + what,
                errors.stream().limit(20).toArray(FieldError[]::new));
    }
}
