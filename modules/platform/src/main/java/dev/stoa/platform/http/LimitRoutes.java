package dev.stoa.platform.http;

import dev.stoa.platform.limit.Decision;
import dev.stoa.platform.limit.LimitPolicies;
import dev.stoa.platform.limit.LimitPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where callers see how they stand with their rate limits. */
final class LimitRoutes {
    /** These aren't counted by caller alone. */
    private static final Set<LimitPolicy> NOT_SHOWN =
            Set.of(LimitPolicies.NONCE, LimitPolicies.AUTH_FAILURE);

    private LimitRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/sessions/limits",
                                "Your own rate limits",
                                "RateLimits",
                                LimitRoutes::list)
                        .with(
                                Route.Traits.PUBLIC_READ
                                        .with(Route.Freshness.NO_STORE)
                                        .with(Access.OPEN)));
    }

    private static Reply list(Call call) {
        Map<LimitPolicy, Decision> standing = call.limits();
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (var each : standing.entrySet()) {
                                if (!NOT_SHOWN.contains(each.getKey())) {
                                    Decision decision = each.getValue();
                                    json.writeStartObject();
                                    json.writeStringField("policy", each.getKey().name());
                                    json.writeNumberField("limit", decision.limit());
                                    json.writeNumberField("window", decision.windowSeconds());
                                    json.writeNumberField("remaining", decision.remaining());
                                    json.writeNumberField("reset", decision.resetSeconds());
                                    json.writeBooleanField("local", decision.isLocal());
                                    json.writeEndObject();
                                }
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }
}
