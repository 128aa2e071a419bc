package dev.stoa.platform.docs;

import dev.stoa.platform.http.Route;
import java.util.List;

/**
 * Routes that stand together in the document.
 *
 * @param name what the document tags them with: the feature's name
 * @param routes the routes, in order
 */
public record RouteGroup(String name, List<Route> routes) {
    public RouteGroup {
        routes = List.copyOf(routes);
    }

    /** Those of them that {@code listener} serves. */
    RouteGroup on(Route.Listener listener) {
        return new RouteGroup(name, routes.stream().filter(route -> route.isOn(listener)).toList());
    }
}
