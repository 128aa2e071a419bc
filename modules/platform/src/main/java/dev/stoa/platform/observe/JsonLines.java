package dev.stoa.platform.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line; line breaks within a message are escaped, so an event is one line. */
final class JsonLines extends Formatter {
    private final JsonFactory json = JsonFactories.plain();

    @Override
    public String format(LogRecord event) {
        LogFields fields = LogFields.of(event);
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("timestamp", fields.timestamp().toString());
            out.writeStringField("level", fields.level());
            out.writeStringField("logger", fields.logger());
            out.writeStringField("message", fields.message());
            out.writeStringField("thread", fields.thread());
            optional(out, "trace_id", fields.traceId());
            optional(out, "span_id", fields.spanId());
            optional(out, "route", fields.route());
            optional(out, "exception", fields.exception());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static void optional(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }
}
