package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.ProblemType;
import java.util.List;

/**
 * Problems as {@code application/problem+json} (RFC 9457); never with SQL, class names, hosts or
 * stack traces.
 */
final class ProblemBodies {
    static final String TYPE = "application/problem+json";

    private ProblemBodies() {}

    static Reply reply(Failure failure, String path, String traceId) {
        Reply reply =
                Reply.of(
                        failure.type().status(),
                        body(failure.type(), failure.detail(), failure.errors(), path, traceId));
        if (failure.retryAfter().isPresent()) {
            reply =
                    reply.header(
                            "Retry-After",
                            Long.toString(Math.max(1, failure.retryAfter().get().toSeconds())));
        }
        return switch (failure) {
            case Failure.Unauthenticated _ ->
                    reply.header("WWW-Authenticate", "Bearer realm=\"stoa\"");
            case Failure.Moved moved -> reply.header("Location", moved.location());
            default -> reply;
        };
    }

    static Body body(
            ProblemType type, String detail, List<FieldError> errors, String path, String traceId) {
        return Body.of(
                TYPE,
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("type", "/problems/" + type.slug());
                            json.writeStringField("title", type.title());
                            json.writeNumberField("status", type.status());
                            json.writeStringField("detail", detail);
                            json.writeStringField("instance", path);
                            json.writeStringField("code", type.slug());
                            json.writeStringField("traceId", traceId);
                            if (!errors.isEmpty()) {
                                json.writeArrayFieldStart("errors");
                                for (FieldError error : errors) {
                                    json.writeStartObject();
                                    json.writeStringField("pointer", error.pointer());
                                    json.writeStringField("code", error.code());
                                    json.writeStringField("detail", error.detail());
                                    json.writeEndObject();
                                }
                                json.writeEndArray();
                            }
                            json.writeEndObject();
                        }));
    }
}
