package dev.stoa.sessions.identity.viewer;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a credential that was right once is refused. */
public final class CredentialProblems {
    public static final ProblemType EXPIRED =
            new ProblemType(
                    "credential-expired",
                    401,
                    "The token or key is too old",
                    "A token is renewed by POST /api/sessions/auth/refresh, without an Authorization header; an API key"
                            + " is followed by a new one.");
    public static final ProblemType BANNED =
            new ProblemType(
                    "banned",
                    403,
                    "This member is banned",
                    "A moderator banned the member; detail says why and until when.");

    private CredentialProblems() {}

    /**
     * The refusal of a banned member.
     *
     * @param reason what the moderator wrote, null for nothing
     * @param until null for good
     */
    public static Failure banned(@Nullable String reason, @Nullable Instant until) {
        return new Failure.Forbidden(
                BANNED,
                "This member is banned"
                        + (until == null ? "" : " until " + until)
                        + (reason == null ? "." : ": " + reason));
    }

    public static List<ProblemType> all() {
        return List.of(EXPIRED, BANNED);
    }
}
