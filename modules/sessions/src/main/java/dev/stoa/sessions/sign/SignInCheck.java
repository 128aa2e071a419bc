package dev.stoa.sessions.sign;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares what a message says with what this service had asked for. */
public final class SignInCheck {
    /** How far the clocks of nodes and of whoever wrote the message may be apart. */
    public static final Duration SKEW = Duration.ofSeconds(60);

    private final Site site;

    /**
     * @param site what messages have to be for; a message that leaves the scheme out is for any
     */
    public SignInCheck(Site site) {
        this.site = site;
    }

    /** The first thing that is wrong with {@code message} at {@code now}; empty when nothing is. */
    public Optional<Refusal> mismatch(SignInMessage message, IssuedNonce nonce, Instant now) {
        return place(message.site())
                .or(() -> terms(message, nonce))
                .or(() -> time(message.validity(), nonce, now));
    }

    private Optional<Refusal> place(Site asked) {
        if (!asked.domain().equals(site.domain())) {
            return Optional.of(Refusal.OTHER_DOMAIN);
        }
        if (asked.scheme() != null && !asked.scheme().equals(site.scheme())) {
            return Optional.of(Refusal.OTHER_SCHEME);
        }
        return asked.uri().equals(site.uri()) ? Optional.empty() : Optional.of(Refusal.OTHER_URI);
    }

    private static Optional<Refusal> terms(SignInMessage message, IssuedNonce nonce) {
        if (!message.address().equals(nonce.address())) {
            return Optional.of(Refusal.OTHER_ADDRESS);
        }
        return message.chainId() == nonce.chainId()
                ? Optional.empty()
                : Optional.of(Refusal.OTHER_CHAIN);
    }

    private static Optional<Refusal> time(Validity validity, IssuedNonce nonce, Instant now) {
        // Both ends are ours, so no clock but ours is to be forgiven.
        if (!now.isBefore(nonce.expiresAt())) {
            return Optional.of(Refusal.NONCE_EXPIRED);
        }
        if (validity.issuedAt().instant().isBefore(nonce.issuedAt().minus(SKEW))) {
            return Optional.of(Refusal.ISSUED_BEFORE_NONCE);
        }
        if (validity.issuedAt().instant().isAfter(now.plus(SKEW))) {
            return Optional.of(Refusal.ISSUED_IN_FUTURE);
        }
        if (validity.notBefore() != null
                && validity.notBefore().instant().isAfter(now.plus(SKEW))) {
            return Optional.of(Refusal.NOT_YET_VALID);
        }
        if (validity.expirationTime() != null
                && !now.isBefore(validity.expirationTime().instant().plus(SKEW))) {
            return Optional.of(Refusal.MESSAGE_EXPIRED);
        }
        return Optional.empty();
    }
}
