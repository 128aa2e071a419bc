package dev.stoa.platform.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One route: what the server matches, what the arguments are checked against, what the OpenAPI
 * document says.
 *
 * @param method GET, POST, PUT, PATCH or DELETE; HEAD goes with GET
 * @param path template with {@code {name}} for parameters; also the label of metrics and spans
 * @param summary one line for the document
 * @param answer name of the schema of a successful answer, see the feature's schemas
 * @param params all parameters
 * @param traits how the server treats it
 * @param handler what answers
 */
public record Route(
        String method,
        String path,
        String summary,
        String answer,
        List<Param> params,
        Traits traits,
        Handler handler) {
    public Route {
        params = List.copyOf(params);
    }

    /** What answers a call. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call) throws Exception;
    }

    /** Which listener serves a route. */
    public enum Listener {
        PUBLIC,
        ADMIN,
        BOTH
    }

    /** What caches between us and the client may do with an answer. */
    public enum Freshness {
        /** Shared lists and pages: a few seconds for anonymous viewers, private for others. */
        SHARED,
        /** Changes with each request, or is nobody else's business. */
        NO_STORE
    }

    /** Whether the concurrency limit applies. */
    public enum Admission {
        LIMITED,
        /** Probes: they must answer when nothing else does. */
        EXEMPT
    }

    /**
     * How the server treats a route.
     *
     * @param listener which listener serves it
     * @param freshness what caches may do
     * @param admission whether the concurrency limit applies
     * @param maxBody largest request body in bytes, 0 for none
     */
    public record Traits(Listener listener, Freshness freshness, Admission admission, int maxBody) {
        public static final Traits PUBLIC_READ =
                new Traits(Listener.PUBLIC, Freshness.SHARED, Admission.LIMITED, 0);
        public static final Traits PROBE =
                new Traits(Listener.BOTH, Freshness.NO_STORE, Admission.EXEMPT, 0);
        public static final Traits ADMIN_READ =
                new Traits(Listener.ADMIN, Freshness.NO_STORE, Admission.EXEMPT, 0);
        public static final Traits ADMIN_WRITE =
                new Traits(Listener.ADMIN, Freshness.NO_STORE, Admission.EXEMPT, 64 * 1024);
    }

    /** A public GET route. */
    public static Route get(
            String path, String summary, String answer, Handler handler, Param... params) {
        return new Route(
                "GET", path, summary, answer, List.of(params), Traits.PUBLIC_READ, handler);
    }

    /** The same route, treated otherwise. */
    public Route with(Traits other) {
        return new Route(method, path, summary, answer, params, other, handler);
    }

    /** The same route, answered otherwise. */
    Route answeredBy(Handler other) {
        return new Route(method, path, summary, answer, params, traits, other);
    }

    /** Whether {@code listener} serves it. */
    public boolean isOn(Listener listener) {
        return traits.listener() == listener || traits.listener() == Listener.BOTH;
    }

    /** Whether it stands for "method not allowed" or "not found" and takes any arguments. */
    boolean isInternal() {
        return method.equals("*");
    }

    @Nullable Param queryParam(String name) {
        for (Param param : params) {
            if (param.place() == Param.Place.QUERY && param.name().equals(name)) {
                return param;
            }
        }
        return null;
    }

    List<Param> pathParams() {
        if (path.indexOf('{') < 0) {
            return List.of();
        }
        List<Param> found = new ArrayList<>(1);
        for (Param param : params) {
            if (param.place() == Param.Place.PATH) {
                found.add(param);
            }
        }
        return found;
    }
}
