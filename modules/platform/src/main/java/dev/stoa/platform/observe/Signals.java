package dev.stoa.platform.observe;

import dev.stoa.platform.Failure;
import io.opentelemetry.api.common.AttributeKey;

/** Names of attributes and labels that more than one part emits. */
public final class Signals {
    /** Route label of requests that match no route. */
    public static final String UNMATCHED = "UNMATCHED";

    public static final AttributeKey<String> HTTP_METHOD =
            AttributeKey.stringKey("http.request.method");
    public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    public static final AttributeKey<Long> HTTP_STATUS =
            AttributeKey.longKey("http.response.status_code");
    public static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
    public static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
    public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    public static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    public static final AttributeKey<String> DB_SUMMARY =
            AttributeKey.stringKey("db.query.summary");
    public static final AttributeKey<String> DB_TEXT = AttributeKey.stringKey("db.query.text");
    public static final AttributeKey<Long> DB_ROWS =
            AttributeKey.longKey("db.response.returned_rows");
    public static final AttributeKey<String> DB_OPERATION =
            AttributeKey.stringKey("db.operation.name");
    public static final AttributeKey<String> DB_STATUS =
            AttributeKey.stringKey("db.response.status_code");
    public static final AttributeKey<String> SERVER_ADDRESS =
            AttributeKey.stringKey("server.address");
    public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    public static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
    public static final AttributeKey<String> LIMIT_POLICY =
            AttributeKey.stringKey("stoa.ratelimit.policy");
    public static final AttributeKey<String> LIMIT_RESULT =
            AttributeKey.stringKey("stoa.ratelimit.result");
    public static final AttributeKey<String> CREDENTIAL =
            AttributeKey.stringKey("stoa.viewer.credential");
    public static final AttributeKey<String> CACHE_NAME = AttributeKey.stringKey("stoa.cache.name");
    public static final AttributeKey<String> CACHE_RESULT =
            AttributeKey.stringKey("stoa.cache.result");
    public static final AttributeKey<String> JOB = AttributeKey.stringKey("stoa.job.name");
    public static final AttributeKey<String> SLOW = AttributeKey.stringKey("stoa.slow");

    public static final AttributeKey<String> PLAN = AttributeKey.stringKey("stoa.plan");

    /** Name of the event that a slow statement's span has its plan in. */
    public static final String PLAN_EVENT = "stoa.plan";

    private Signals() {}

    /** The bounded name of a failure, for {@code error.type}: a problem's code or a class. */
    public static String errorType(Throwable failure) {
        return failure instanceof Failure known
                ? known.type().slug()
                : failure.getClass().getSimpleName();
    }
}
