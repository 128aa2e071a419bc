package dev.stoa.platform.http;

import dev.stoa.platform.limit.Caller;
import dev.stoa.platform.limit.Decision;
import dev.stoa.platform.limit.LimitPolicies;
import dev.stoa.platform.limit.LimitPolicy;
import dev.stoa.platform.limit.Limiter;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rate limits of a listener, as its requests meet them. */
final class RateLimits {
    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final HeaderName STATE = HeaderNames.create("RateLimit");

    private final @Nullable Limiter limiter;
    private final Clients clients;

    /** By the header's value, of which there are two for each quota. */
    private final Map<String, Header> policies = new ConcurrentHashMap<>();

    RateLimits(Limiter limiter, Clients clients) {
        this.limiter = limiter.isOn() ? limiter : null;
        this.clients = clients;
    }

    private RateLimits(Clients clients) {
        this.limiter = null;
        this.clients = clients;
    }

    /** No limits at all. */
    static RateLimits none(Clients clients) {
        return new RateLimits(clients);
    }

    /**
     * The policy that {@code route} draws on; empty for none.
     *
     * @throws IllegalStateException for a name that no policy has
     */
    static Optional<LimitPolicy> policy(Route route) {
        String name = route.traits().limit();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (LimitPolicy policy : LimitPolicies.ALL) {
            if (policy.name().equals(name)) {
                return Optional.of(policy);
            }
        }
        throw new IllegalStateException(route.path() + " draws on no policy there is: " + name);
    }

    /** What {@code request} is about to draw. */
    Tally tally(ServerRequest request) {
        return new Tally(limiter, clients, request);
    }

    /** From which address {@code request} came. */
    Caller.Address client(ServerRequest request) {
        return clients.of(request);
    }

    /** Says how the caller stands. */
    void tell(Decision decision, ServerResponse response) {
        if (!decision.isLimited()) {
            return;
        }
        response.header(policy(decision.policy()));
        response.header(HeaderValues.create(STATE, decision.state()));
    }

    private Header policy(String value) {
        Header known = policies.get(value);
        return known != null
                ? known
                : policies.computeIfAbsent(value, it -> HeaderValues.createCached(POLICY, it));
    }
}
