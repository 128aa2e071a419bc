package dev.stoa.sessions.identity.member;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import java.util.List;

/** What can stand against a change of a member. */
public final class MemberProblems {
    static final ProblemType NAME_TAKEN =
            new ProblemType(
                    "name-taken",
                    409,
                    "Somebody has this username",
                    "Usernames differ in more than capitals. Choose another.");
    static final ProblemType EMAIL_TAKEN =
            new ProblemType(
                    "email-taken",
                    409,
                    "Somebody has this e-mail address",
                    "An e-mail address belongs to one member.");
    static final ProblemType LAST_ADMIN =
            new ProblemType(
                    "last-admin",
                    409,
                    "Somebody must be an admin",
                    "The last admin can't be demoted or deleted. Make somebody else one first.");
    static final ProblemType ALREADY_BANNED =
            new ProblemType(
                    "already-banned",
                    409,
                    "A ban stands already",
                    "A member has one ban at a time of all of the community, and one of each structure. Lift it first.");

    public static final List<ProblemType> ALL =
            List.of(NAME_TAKEN, EMAIL_TAKEN, LAST_ADMIN, ALREADY_BANNED);

    private MemberProblems() {}

    static Failure absent(long id) {
        return new Failure.NotFound("There is no member " + id + ".");
    }

    static Failure lastAdmin() {
        return new Failure.Conflict(LAST_ADMIN, "This is the last admin.");
    }

    static Failure invalid(String field, String detail) {
        return invalid(field, "invalid", detail);
    }

    static Failure invalid(String field, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new Failure.FieldError("/" + field, code, detail));
    }
}
