package dev.stoa.sessions.identity.login;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.sessions.sign.Refusal;
import java.util.List;
import java.util.Locale;

/** Why a sign-in or a refresh is refused. */
public final class LoginProblems {
    static final ProblemType REFUSED =
            new ProblemType(
                    "sign-in-refused",
                    401,
                    "The sign-in proves nothing",
                    "The message or its signature is not what this service asked for; errors[] says which and why. See"
                            + " docs/sign-in.md.");
    static final ProblemType NONCE_USED =
            new ProblemType(
                    "nonce-used",
                    409,
                    "The nonce served already",
                    "A nonce signs in once. Ask for a new one.");
    static final ProblemType NONCE_EXPIRED =
            new ProblemType(
                    "nonce-expired",
                    410,
                    "The nonce is too old",
                    "A nonce serves for five minutes. Ask for a new one.");
    static final ProblemType TOKEN_REUSED =
            new ProblemType(
                    "token-reused",
                    401,
                    "The refresh token served already",
                    "A refresh token serves once. As somebody else may have it, the login session is over: sign in again.");

    public static final List<ProblemType> ALL =
            List.of(REFUSED, NONCE_USED, NONCE_EXPIRED, TOKEN_REUSED);

    private LoginProblems() {}

    /** The answer to what was refused. */
    static Failure of(Refusal refusal) {
        if (refusal == Refusal.NONCE_EXPIRED) {
            return new Failure.Conflict(NONCE_EXPIRED, refusal.sentence());
        }
        return new Failure.Unauthenticated(
                REFUSED,
                refusal.sentence(),
                new Failure.FieldError(
                        "/" + refusal.part().name().toLowerCase(Locale.ROOT),
                        refusal.code(),
                        refusal.sentence()));
    }
}
