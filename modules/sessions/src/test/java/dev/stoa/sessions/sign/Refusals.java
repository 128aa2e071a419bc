package dev.stoa.sessions.sign;

import java.util.Optional;

/** What came of trying. */
final class Refusals {
    private Refusals() {}

    /** Why {@code attempt} was refused; empty when it was not. Any other failure is thrown. */
    static Optional<Refusal> of(Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (SignInRefused refused) {
            return Optional.of(refused.refusal());
        }
    }
}
