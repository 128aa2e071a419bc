package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.observe.Observability;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes of one listener, as the server matches them: theirs, then 405 for their paths, then
 * 404.
 */
final class RouteTable {
    private final List<Route> routes;

    RouteTable(List<Route> all, Route.Listener listener) {
        this.routes =
                all.stream()
                        .filter(route -> route.isOn(listener))
                        // The server tries one after the other: those it just compares come first.
                        .sorted(Comparator.comparing(route -> route.path().indexOf('{') >= 0))
                        .toList();
    }

    List<Route> routes() {
        return routes;
    }

    HttpRouting.Builder routing(RouteRunner.Shared shared, Observability observability) {
        HttpRouting.Builder routing = HttpRouting.builder();
        for (Route route : routes) {
            routing.route(
                    HttpRoute.builder()
                            .methods(methods(route))
                            .path(PathMatchers.create(route.path()))
                            .handler(runner(route, shared, observability))
                            .build());
        }
        allowed()
                .forEach(
                        (path, methods) ->
                                routing.any(
                                        path,
                                        runner(
                                                methodNotAllowed(path, methods),
                                                shared,
                                                observability)));
        routing.any(runner(UNMATCHED, shared, observability));
        return routing;
    }

    private static RouteRunner runner(
            Route route, RouteRunner.Shared shared, Observability observability) {
        return new RouteRunner(route, shared, new MethodMeters(route, observability));
    }

    private static Method[] methods(Route route) {
        Method method = Method.create(route.method());
        return method.equals(Method.GET)
                ? new Method[] {Method.GET, Method.HEAD}
                : new Method[] {method};
    }

    private Map<String, List<String>> allowed() {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        for (Route route : routes) {
            List<String> methods = allowed.computeIfAbsent(route.path(), path -> new ArrayList<>());
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return allowed;
    }

    private static final Route UNMATCHED =
            internal(
                    "UNMATCHED",
                    call -> {
                        throw new Failure.NotFound(
                                "There is no such resource; /openapi lists them.");
                    });

    private static Route methodNotAllowed(String path, List<String> methods) {
        String allow = String.join(", ", methods) + ", OPTIONS";
        return internal(
                path,
                call -> {
                    if (call.method().equals("OPTIONS")) {
                        return Reply.empty(204).header("Allow", allow);
                    }
                    return ProblemBodies.reply(
                                    new Failure.Invalid(
                                            METHOD_NOT_ALLOWED,
                                            "This resource takes " + allow + "."),
                                    call.path(),
                                    call.traceId())
                            .header("Allow", allow);
                });
    }

    private static final ProblemType METHOD_NOT_ALLOWED = Problems.METHOD_NOT_ALLOWED;

    /** Takes whatever arguments there are. */
    private static Route internal(String path, Route.Handler handler) {
        return new Route(
                "*",
                path,
                "",
                new Route.Answer(200, ""),
                List.of(),
                List.of(),
                Route.Traits.PROBE,
                handler);
    }
}
