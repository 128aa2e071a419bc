package dev.stoa.platform.http;

import dev.stoa.platform.observe.Audience;
import dev.stoa.platform.observe.HttpMeters;
import dev.stoa.platform.observe.Observability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meters of one route by method; a method nobody has heard of counts as {@code OTHER}. */
final class MethodMeters {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<String, HttpMeters> meters = new HashMap<>();
    private final HttpMeters other;

    MethodMeters(Route route, Observability observability) {
        Audience audience = audience(route);
        for (String method : METHODS) {
            if (route.isInternal()
                    || method.equals(route.method())
                    || (method.equals("HEAD") && route.method().equals("GET"))) {
                meters.put(method, observability.http(method, route.path(), audience));
            }
        }
        this.other = observability.http("OTHER", route.path(), audience);
    }

    private static Audience audience(Route route) {
        return route.isInternal()
                        || route.isProbe()
                        || route.traits().listener() == Route.Listener.ADMIN
                ? Audience.OPERATORS
                : Audience.CLIENTS;
    }

    HttpMeters of(String method) {
        return meters.getOrDefault(method, other);
    }
}
