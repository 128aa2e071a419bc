package dev.stoa.platform.http;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.Work;
import dev.stoa.platform.limit.Caller;
import dev.stoa.platform.limit.Decision;
import dev.stoa.platform.limit.LimitPolicies;
import dev.stoa.platform.limit.LimitPolicy;
import dev.stoa.platform.limit.Limiter;
import dev.stoa.platform.observe.Signals;
import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one request draws of its caller's rate limits. */
final class Tally {
    private final @Nullable Limiter limiter;
    private final Clients clients;
    private final ServerRequest request;
    private @Nullable Viewer counted;
    private Decision latest = Decision.UNLIMITED;

    /**
     * @param limiter null where nothing is limited
     */
    Tally(@Nullable Limiter limiter, Clients clients, ServerRequest request) {
        this.limiter = limiter;
        this.clients = clients;
        this.request = request;
    }

    /** The latest decision, for the headers. */
    Decision latest() {
        return latest;
    }

    /**
     * Looks whether the client may show a credential at all, before anybody looks that up.
     *
     * @throws Failure.TooMany after too many wrong ones
     */
    void beforeCredential() {
        if (limiter != null) {
            Optional<Decision> refusal =
                    limiter.refusal(LimitPolicies.AUTH_FAILURE, clients.of(request));
            refusal.ifPresent(it -> settle(LimitPolicies.AUTH_FAILURE, it));
        }
    }

    /**
     * Counts a wrong credential.
     *
     * @throws Failure.TooMany after too many of them
     */
    void wrongCredential() {
        if (limiter != null) {
            draw(limiter, LimitPolicies.AUTH_FAILURE, clients.of(request), "");
        }
    }

    /**
     * Counts the request; {@code viewer} is the one whose others are counted with it.
     *
     * @throws Failure.TooMany when there were too many
     */
    void draw(LimitPolicy policy, Viewer viewer) {
        counted = viewer;
        draw(policy, "");
    }

    /** Counts it under a policy, apart for each {@code subject}. */
    void draw(LimitPolicy policy, String subject) {
        if (limiter != null && counted != null) {
            Caller caller = caller(policy, counted);
            if (caller != null) {
                draw(limiter, policy, caller, subject);
            }
        }
    }

    /** How the caller stands; empty for one without limits. */
    Map<LimitPolicy, Decision> standing() {
        Viewer viewer = counted;
        if (limiter == null || viewer == null || isUnlimited(viewer)) {
            return Map.of();
        }
        return limiter.standing(policy -> Objects.requireNonNull(caller(policy, viewer)));
    }

    /** Who is counted; null for a credential that is for load tests. */
    private @Nullable Caller caller(LimitPolicy policy, Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anon _ -> clients.of(request);
            case Viewer.Member member ->
                    isUnlimited(member)
                            ? null
                            : isCountedByKey(policy, member.credential())
                                    ? new Caller.ApiKey(member.credential().id())
                                    : new Caller.Member(member.id().value());
        };
    }

    private static boolean isUnlimited(Viewer viewer) {
        return viewer instanceof Viewer.Member member
                && member.credential().allowance() == Credential.Allowance.LOAD;
    }

    private static boolean isCountedByKey(LimitPolicy policy, Credential credential) {
        return policy.isOfKey() && credential.kind() == Credential.Kind.API_KEY;
    }

    private void draw(Limiter limiter, LimitPolicy policy, Caller caller, String subject) {
        long began = System.nanoTime();
        Decision decision = limiter.draw(policy, caller, subject);
        Work.currentTrace().note("rate limit", began, span -> describe(span, policy, decision));
        settle(policy, decision);
    }

    private static void describe(Span span, LimitPolicy policy, Decision decision) {
        span.setAttribute(Signals.LIMIT_POLICY, policy.name());
        span.setAttribute(Signals.LIMIT_RESULT, decision.isAllowed() ? "allowed" : "refused");
    }

    private void settle(LimitPolicy policy, Decision decision) {
        latest = decision;
        if (!decision.isAllowed()) {
            throw new Failure.TooMany(
                    "The limit of " + policy.name() + " is reached; see Retry-After and RateLimit.",
                    decision.retryAfter());
        }
    }
}
