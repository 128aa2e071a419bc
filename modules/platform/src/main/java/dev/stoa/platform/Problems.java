package dev.stoa.platform;

import java.util.List;

/**
 * The kinds of problem that any route can answer with; a feature adds its own by {@link
 * Feature#problems()}.
 */
public final class Problems {
    public static final ProblemType INVALID_PARAMETER =
            new ProblemType(
                    "invalid-parameter",
                    400,
                    "A parameter is not acceptable",
                    "A query or path parameter has the wrong form, is out of its bounds, is unknown or contradicts"
                            + " another. errors[] names each; mend them and ask again.");
    public static final ProblemType INVALID_BODY =
            new ProblemType(
                    "invalid-body",
                    400,
                    "The body is not acceptable",
                    "The body is not well-formed or holds a field that the route does not know. errors[] points at it.");
    public static final ProblemType INVALID_FIELD =
            new ProblemType(
                    "invalid-field",
                    422,
                    "A field of the body is not acceptable",
                    "A field is unknown, missing, of another type or out of its bounds. errors[] points at each; mend"
                            + " them and send the body again.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType(
                    "unsupported-media-type",
                    415,
                    "The body is not of the kind this route takes",
                    "Send JSON, and say so: Content-Type: application/json.");
    public static final ProblemType RATE_LIMITED =
            new ProblemType(
                    "rate-limited",
                    429,
                    "Asked too often",
                    "The RateLimit-Policy and RateLimit headers say how often is all right. Wait as long as"
                            + " Retry-After says.");
    public static final ProblemType VERSION_MISMATCH =
            new ProblemType(
                    "version-mismatch",
                    412,
                    "Somebody changed it meanwhile",
                    "If-Match named another version than the one there is. Read it again, and decide anew.");
    public static final ProblemType VERSION_REQUIRED =
            new ProblemType(
                    "version-required",
                    428,
                    "Say which version you change",
                    "Send If-Match with the version you read, e.g. If-Match: \"v3\".");
    public static final ProblemType IDEMPOTENCY_KEY_REQUIRED =
            new ProblemType(
                    "idempotency-key-required",
                    400,
                    "Send an Idempotency-Key",
                    "Value moves here: a request that is sent again must be known for the same one. Any text of up to"
                            + " 200 characters will do, new for each transfer meant.");
    public static final ProblemType IDEMPOTENCY_KEY_REUSED =
            new ProblemType(
                    "idempotency-key-reused",
                    422,
                    "The Idempotency-Key stands for another request",
                    "A key belongs to the first body it came with, for 24 hours. Take a new one.");
    public static final ProblemType IDEMPOTENCY_IN_FLIGHT =
            new ProblemType(
                    "idempotency-in-flight",
                    409,
                    "The same request is being worked on",
                    "Another request with this Idempotency-Key has not ended yet. Send it again after Retry-After.");
    public static final ProblemType BAD_REQUEST =
            new ProblemType(
                    "bad-request",
                    400,
                    "The request is malformed",
                    "The request does not follow HTTP: a bad request line, header, path or encoding.");
    public static final ProblemType INVALID_CURSOR =
            new ProblemType(
                    "invalid-cursor",
                    400,
                    "The cursor was not issued here",
                    "after or before is not a cursor that this service issued. Start again from the first page.");
    public static final ProblemType CURSOR_MISMATCH =
            new ProblemType(
                    "cursor-mismatch",
                    400,
                    "The cursor belongs to another list",
                    "A cursor goes on with the list it came from: the same route, filters and viewer.");
    public static final ProblemType CURSOR_EXPIRED =
            new ProblemType(
                    "cursor-expired",
                    410,
                    "The cursor is too old",
                    "Cursors hold for 24 hours, or until the service's key changes. Start again from the first page.");
    public static final ProblemType PAGE_TOO_DEEP =
            new ProblemType(
                    "page-too-deep",
                    400,
                    "The page is too far in",
                    "page x limit goes up to 1000. Go on with the cursor of the last page you have, or the one given.");
    public static final ProblemType NOT_FOUND =
            new ProblemType(
                    "not-found",
                    404,
                    "Nothing is here",
                    "The resource does not exist, or you may not know of it.");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType(
                    "method-not-allowed",
                    405,
                    "The method is not for this resource",
                    "The Allow header lists the methods that are.");
    public static final ProblemType REQUEST_TIMEOUT =
            new ProblemType(
                    "request-timeout",
                    408,
                    "The request came too slowly",
                    "Send the request again without pauses.");
    public static final ProblemType PAYLOAD_TOO_LARGE =
            new ProblemType(
                    "payload-too-large",
                    413,
                    "The body is too large",
                    "The route takes smaller bodies: see /openapi.");
    public static final ProblemType URI_TOO_LONG =
            new ProblemType(
                    "uri-too-long",
                    414,
                    "The address is too long",
                    "Shorten the path or the query.");
    public static final ProblemType HEADERS_TOO_LARGE =
            new ProblemType(
                    "headers-too-large",
                    431,
                    "The headers are too large",
                    "Send fewer or shorter headers.");
    public static final ProblemType UNAUTHENTICATED =
            new ProblemType(
                    "unauthenticated",
                    401,
                    "Sign in first",
                    "The resource needs a viewer who is signed in.");
    public static final ProblemType FORBIDDEN =
            new ProblemType(
                    "forbidden",
                    403,
                    "Not for this viewer",
                    "The viewer is known and may not do this.");
    public static final ProblemType INTERNAL =
            new ProblemType(
                    "internal",
                    500,
                    "Something is broken here",
                    "A defect of the service. Report traceId; trying again may or may not help.");
    public static final ProblemType OVERLOADED =
            new ProblemType(
                    "overloaded",
                    503,
                    "Too much to do just now",
                    "The service refused the request to stay quick for others. Wait as long as Retry-After says.");
    public static final ProblemType UNAVAILABLE =
            new ProblemType(
                    "unavailable",
                    503,
                    "A part of the service is away",
                    "The database or another part can't be reached. Wait as long as Retry-After says.");
    public static final ProblemType READ_ONLY =
            new ProblemType(
                    "read-only",
                    503,
                    "Nothing can be changed just now",
                    "The database that takes writes is away, or has no room. Nothing of the request was done. Reading"
                            + " goes on, if need be from what was remembered (X-Cache: STALE). Send it again as soon as"
                            + " Retry-After says, with the same Idempotency-Key.");
    public static final ProblemType DRAINING =
            new ProblemType(
                    "draining",
                    503,
                    "This node is stopping",
                    "Ask again: another node, or this one when it is back.");
    public static final ProblemType DEADLINE_EXCEEDED =
            new ProblemType(
                    "deadline-exceeded",
                    504,
                    "The request took too long",
                    "It was given up after the time that a request may take. A narrower question may be quicker.");

    private Problems() {}

    /** All of them, for the pages under {@code /problems}. */
    public static List<ProblemType> all() {
        return List.of(
                INVALID_PARAMETER,
                INVALID_BODY,
                INVALID_FIELD,
                UNSUPPORTED_MEDIA_TYPE,
                RATE_LIMITED,
                VERSION_MISMATCH,
                VERSION_REQUIRED,
                IDEMPOTENCY_KEY_REQUIRED,
                IDEMPOTENCY_KEY_REUSED,
                IDEMPOTENCY_IN_FLIGHT,
                BAD_REQUEST,
                INVALID_CURSOR,
                CURSOR_MISMATCH,
                CURSOR_EXPIRED,
                PAGE_TOO_DEEP,
                NOT_FOUND,
                METHOD_NOT_ALLOWED,
                REQUEST_TIMEOUT,
                PAYLOAD_TOO_LARGE,
                URI_TOO_LONG,
                HEADERS_TOO_LARGE,
                UNAUTHENTICATED,
                FORBIDDEN,
                INTERNAL,
                OVERLOADED,
                UNAVAILABLE,
                READ_ONLY,
                DRAINING,
                DEADLINE_EXCEEDED);
    }
}
