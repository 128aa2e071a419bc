package dev.stoa.platform.http;

import dev.stoa.platform.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One route: what the server matches, what the arguments and the body are checked against, what the
 * OpenAPI document says.
 *
 * @param method GET, POST, PUT, PATCH or DELETE; HEAD goes with GET
 * @param path template with {@code {name}} for parameters; also the label of metrics and spans
 * @param summary one line for the document
 * @param answer what a successful answer is
 * @param params all parameters
 * @param fields of the JSON object it takes as its body; none where it takes no such body
 * @param content what else it takes as its body and reads by itself; null for nothing
 * @param traits how the server treats it
 * @param handler what answers
 */
public record Route(
        String method,
        String path,
        String summary,
        Answer answer,
        List<Param> params,
        List<Field> fields,
        @Nullable Content content,
        Traits traits,
        Handler handler) {
    public Route {
        params = List.copyOf(params);
        fields = List.copyOf(fields);
    }

    /** A route that takes no other body than JSON's fields. */
    public Route(
            String method,
            String path,
            String summary,
            Answer answer,
            List<Param> params,
            List<Field> fields,
            Traits traits,
            Handler handler) {
        this(method, path, summary, answer, params, fields, null, traits, handler);
    }

    /**
     * A body that is more than one JSON object.
     *
     * @param types media types it may come as
     * @param schema name of the schema of each, see the feature's schemas
     */
    public record Content(List<String> types, String schema) {
        public Content {
            types = List.copyOf(types);
        }
    }

    /** What answers a call. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call) throws Exception;
    }

    /**
     * A successful answer.
     *
     * @param status 200, 201, 202 or 204
     * @param schema name of its schema, see the feature's schemas; empty for none
     */
    public record Answer(int status, String schema) {}

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

    /** Which limit of what goes on at once applies. */
    public enum Admission {
        LIMITED,
        /** Probes: they must answer when nothing else does. */
        EXEMPT,
        /**
         * Lasts as long as its client likes: neither limit nor deadline of requests, but a limit of
         * its own.
         */
        STREAM
    }

    /** Whether a repeated request with the same {@code Idempotency-Key} has one effect. */
    public enum Repeatable {
        /** The route takes no key. */
        NO,
        /** It may be given one. */
        WITH_KEY,
        /** It must be given one: value moves. */
        ONLY_WITH_KEY
    }

    /**
     * How the server treats a route.
     *
     * @param listener which listener serves it
     * @param freshness what caches may do
     * @param admission which limit of what goes on at once applies
     * @param maxBody largest request body in bytes, 0 for none
     * @param access who may ask
     * @param limit name of the rate limit policy that it draws on
     * @param repeatable whether it takes an {@code Idempotency-Key}
     */
    public record Traits(
            Listener listener,
            Freshness freshness,
            Admission admission,
            int maxBody,
            Access access,
            String limit,
            Repeatable repeatable) {
        public static final Traits PUBLIC_READ =
                new Traits(
                        Listener.PUBLIC,
                        Freshness.SHARED,
                        Admission.LIMITED,
                        0,
                        Access.anyone(Scope.FORUM_READ),
                        "read",
                        Repeatable.NO);

        /** Of a member's own things, or what moderators see: private, as a credential is shown. */
        public static final Traits MEMBER_READ = PUBLIC_READ.with(Access.LOGIN);

        /** Changes something; bodies of up to 64 KiB. */
        public static final Traits MEMBER_WRITE =
                new Traits(
                        Listener.PUBLIC,
                        Freshness.NO_STORE,
                        Admission.LIMITED,
                        64 * 1024,
                        Access.LOGIN,
                        "write",
                        Repeatable.NO);

        public static final Traits PROBE =
                new Traits(
                        Listener.BOTH,
                        Freshness.NO_STORE,
                        Admission.EXEMPT,
                        0,
                        Access.OPEN,
                        "",
                        Repeatable.NO);
        public static final Traits ADMIN_READ = PROBE.with(Listener.ADMIN);
        public static final Traits ADMIN_WRITE = ADMIN_READ.body(64 * 1024);

        public Traits with(Listener other) {
            return new Traits(other, freshness, admission, maxBody, access, limit, repeatable);
        }

        public Traits with(Freshness other) {
            return new Traits(listener, other, admission, maxBody, access, limit, repeatable);
        }

        public Traits with(Admission other) {
            return new Traits(listener, freshness, other, maxBody, access, limit, repeatable);
        }

        public Traits with(Access other) {
            return new Traits(listener, freshness, admission, maxBody, other, limit, repeatable);
        }

        public Traits with(Repeatable other) {
            return new Traits(listener, freshness, admission, maxBody, access, limit, other);
        }

        /** The same with bodies of up to {@code most} bytes. */
        public Traits body(int most) {
            return new Traits(listener, freshness, admission, most, access, limit, repeatable);
        }

        /** The same on another rate limit policy. */
        public Traits limit(String policy) {
            return new Traits(listener, freshness, admission, maxBody, access, policy, repeatable);
        }
    }

    /** A public GET route. */
    public static Route get(
            String path, String summary, String answer, Handler handler, Param... params) {
        return new Route(
                "GET",
                path,
                summary,
                new Answer(200, answer),
                List.of(params),
                List.of(),
                Traits.PUBLIC_READ,
                handler);
    }

    /** A route that makes something: 201, for members, with or without an Idempotency-Key. */
    public static Route post(
            String path, String summary, String answer, Handler handler, Param... params) {
        return writing("POST", path, summary, new Answer(201, answer), handler, params)
                .with(Traits.MEMBER_WRITE.with(Repeatable.WITH_KEY));
    }

    /** A route that puts something in place: 200, for members. */
    public static Route put(
            String path, String summary, String answer, Handler handler, Param... params) {
        return writing("PUT", path, summary, new Answer(200, answer), handler, params);
    }

    /** A route that changes something: 200, for members. */
    public static Route patch(
            String path, String summary, String answer, Handler handler, Param... params) {
        return writing("PATCH", path, summary, new Answer(200, answer), handler, params);
    }

    /** A route that ends something: 204, for members. */
    public static Route delete(String path, String summary, Handler handler, Param... params) {
        Route route = writing("DELETE", path, summary, new Answer(204, ""), handler, params);
        return route.with(route.traits.body(0));
    }

    private static Route writing(
            String method,
            String path,
            String summary,
            Answer answer,
            Handler handler,
            Param... params) {
        return new Route(
                method,
                path,
                summary,
                answer,
                List.of(params),
                List.of(),
                Traits.MEMBER_WRITE,
                handler);
    }

    /** The same route, treated otherwise. */
    public Route with(Traits other) {
        return new Route(method, path, summary, answer, params, fields, content, other, handler);
    }

    /** The same route for others. */
    public Route with(Access access) {
        return with(traits.with(access));
    }

    /** The same route on another rate limit policy. */
    public Route limit(String policy) {
        return with(traits.limit(policy));
    }

    /** The same route, taking a JSON object with {@code body} as its fields. */
    public Route fields(Field... body) {
        return new Route(
                method, path, summary, answer, params, List.of(body), content, traits, handler);
    }

    /** The same route, taking a body of its own kind. */
    public Route content(String schema, String... types) {
        return new Route(
                method,
                path,
                summary,
                answer,
                params,
                fields,
                new Content(List.of(types), schema),
                traits,
                handler);
    }

    /** The same route with another status for its successful answer. */
    public Route answering(int status) {
        return new Route(
                method,
                path,
                summary,
                new Answer(status, answer.schema()),
                params,
                fields,
                content,
                traits,
                handler);
    }

    /** The same route, answered otherwise. */
    Route answeredBy(Handler other) {
        return new Route(method, path, summary, answer, params, fields, content, traits, other);
    }

    /** Whether {@code listener} serves it. */
    public boolean isOn(Listener listener) {
        return traits.listener() == listener || traits.listener() == Listener.BOTH;
    }

    /** Whether it says how the node is, to whoever asks. */
    public boolean isProbe() {
        return traits.equals(Traits.PROBE);
    }

    /** Whether it stands for "method not allowed" or "not found" and takes any arguments. */
    boolean isInternal() {
        return method.equals("*");
    }
}
