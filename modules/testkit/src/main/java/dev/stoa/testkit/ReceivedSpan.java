package dev.stoa.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it came over the wire.
 *
 * @param parentId empty for a root
 * @param kind SERVER, CLIENT, INTERNAL, PRODUCER or CONSUMER
 * @param started nanoseconds since the epoch
 * @param ended nanoseconds since the epoch
 * @param isError whether its status is an error
 * @param attributes by name, as text
 * @param events names of its events
 * @param told attributes of its events by name, as text
 */
public record ReceivedSpan(
        String traceId,
        String spanId,
        String parentId,
        String name,
        String kind,
        long started,
        long ended,
        boolean isError,
        Map<String, String> attributes,
        List<String> events,
        Map<String, String> told) {
    static ReceivedSpan of(Span span) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributesList()
                .forEach(each -> attributes.put(each.getKey(), text(each.getValue())));
        Map<String, String> told = new TreeMap<>();
        span.getEventsList().stream()
                .flatMap(event -> event.getAttributesList().stream())
                .forEach(each -> told.put(each.getKey(), text(each.getValue())));
        return new ReceivedSpan(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                attributes,
                span.getEventsList().stream().map(Span.Event::getName).toList(),
                told);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }
}
