package dev.stoa.platform.docs;

import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The routes that tell of the others, and of themselves: {@code /openapi} and {@code /docs}, on
 * each listener its own.
 */
public final class DocumentRoutes {
    private static final String GROUP = "documents";
    private static final String COMMON =
            """
            Ids are strings, times RFC 3339 in UTC, fields camelCase. Lists go on by opaque cursors: give `page.next` \
            as `after`. Every GET has an ETag and answers HEAD as well; a 304 costs no SQL. Errors are \
            `application/problem+json`, each kind with a page under `/problems`.""";

    private final List<RouteGroup> groups;
    private final Schemas schemas;
    private final DocsPage page = new DocsPage();

    private DocumentRoutes(List<RouteGroup> groups, Schemas schemas) {
        this.groups = groups;
        this.schemas = schemas;
    }

    /**
     * All routes of {@code groups} and those that describe them.
     *
     * @param schemas JSON objects of schemas by name, those of the platform apart
     * @param version version of the service
     */
    public static List<Route> with(List<RouteGroup> groups, List<String> schemas, String version) {
        var documents =
                new DocumentRoutes(
                        groups,
                        new Schemas(
                                Stream.concat(
                                                Stream.of(Resources.text("schemas.json")),
                                                schemas.stream())
                                        .toList()));
        List<Route> routes = new ArrayList<>();
        groups.forEach(group -> routes.addAll(group.routes()));
        routes.addAll(
                documents.on(
                        Route.Listener.PUBLIC,
                        Route.Traits.PUBLIC_READ.with(Access.OPEN),
                        new OpenApi.About(
                                "Stoa",
                                version,
                                "The public resources of a Stoa node: the forum, and its probes. "
                                        + COMMON)));
        routes.addAll(
                documents.on(
                        Route.Listener.ADMIN,
                        Route.Traits.ADMIN_READ,
                        new OpenApi.About(
                                "Stoa operations",
                                version,
                                "What operators ask of a Stoa node, on its admin listener; where `secrets.admin-key` is set, all"
                                        + " but the probes demand it as a bearer token. "
                                        + COMMON)));
        return List.copyOf(routes);
    }

    private List<Route> on(Route.Listener listener, Route.Traits traits, OpenApi.About about) {
        List<Route> own = new ArrayList<>(page.routes(traits));
        List<Route> shown = new ArrayList<>(own);
        // The document tells of itself before it is there.
        shown.add(openapi(traits, Body.json(new byte[0])));
        List<RouteGroup> described = new ArrayList<>();
        groups.forEach(group -> described.add(group.on(listener)));
        described.add(new RouteGroup(GROUP, shown));
        own.add(openapi(traits, new OpenApi(described, schemas, about).body()));
        return own;
    }

    private static Route openapi(Route.Traits traits, Body document) {
        return Route.get(
                        "/openapi",
                        "This listener's OpenAPI document",
                        "OpenApi",
                        _ -> Reply.ok(document))
                .with(traits);
    }
}
