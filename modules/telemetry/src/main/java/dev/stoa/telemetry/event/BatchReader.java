package dev.stoa.telemetry.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.stoa.platform.Failure;
import dev.stoa.platform.JsonFactories;
import dev.stoa.platform.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the events of a request: a JSON array, or a line of JSON for each (NDJSON). An array that
 * is no JSON is refused as a whole; of lines only those that aren't.
 */
public final class BatchReader {
    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    private static final int DEEPEST = 32;
    private static final JsonFactory FACTORY =
            JsonFactories.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();

    private final Span span;
    private final Supplier<TypeGate> types;
    private final Addresses addresses;
    private final Dimension dimension;

    /**
     * @param span which moments have a place
     * @param types what types a batch may have, for each batch
     */
    public BatchReader(
            Span span, Supplier<TypeGate> types, Addresses addresses, Dimension dimension) {
        this.span = span;
        this.types = types;
        this.addresses = addresses;
        this.dimension = dimension;
    }

    /**
     * The events of {@code body}.
     *
     * @throws Failure.Invalid {@code unsupported-media-type}, {@code invalid-body} for what is no
     *     array of JSON, {@code payload-too-large} for too many events
     */
    public Batch read(String mediaType, byte[] body) {
        TypeGate gate = types.get();
        EventReader.Rules rules = new EventReader.Rules(span, gate, addresses, dimension);
        Batch batch = read(mediaType, body, rules);
        gate.enter();
        return batch;
    }

    private static Batch read(String mediaType, byte[] body, EventReader.Rules rules) {
        return switch (mediaType) {
            case JSON -> array(body, rules);
            case NDJSON, "application/ndjson", "application/jsonl" -> lines(body, rules);
            default ->
                    throw new Failure.Invalid(
                            Problems.UNSUPPORTED_MEDIA_TYPE,
                            "This route takes a JSON array (Content-Type: application/json) or"
                                    + " NDJSON (application/x-ndjson).");
        };
    }

    private static Batch array(byte[] body, EventReader.Rules rules) {
        Found found = new Found();
        if (!Texts.isUtf8(body, 0, body.length)) {
            throw malformed("The body must be JSON in UTF-8.");
        }
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw malformed("The body must be a JSON array of events.");
            }
            EventReader reader = new EventReader(json, body, 0, rules);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == null) {
                    throw malformed("The array has no end.");
                }
                found.add(reader.read());
            }
            if (json.nextToken() != null) {
                throw malformed("Something follows the array.");
            }
        } catch (IOException _) {
            // Its own words name classes and quote the input.
            throw malformed("The body is no well-formed JSON of up to " + DEEPEST + " levels.");
        }
        return found.batch();
    }

    private static Batch lines(byte[] body, EventReader.Rules rules) {
        Found found = new Found();
        for (int from = 0; from < body.length; ) {
            int end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (!isBlank(body, from, end)) {
                found.add(line(body, from, end - from, rules));
            }
            from = end + 1;
        }
        if (found.count == 0) {
            throw malformed("The body holds no event.");
        }
        return found.batch();
    }

    private static EventReader.Read line(
            byte[] body, int from, int length, EventReader.Rules rules) {
        EventReader.Read malformed = new EventReader.Read(null, Fault.MALFORMED);
        if (!Texts.isUtf8(body, from, length)) {
            return malformed;
        }
        try (JsonParser json = FACTORY.createParser(body, from, length)) {
            json.nextToken();
            EventReader.Read read = new EventReader(json, body, from, rules).read();
            return json.nextToken() == null ? read : malformed;
        } catch (IOException _) {
            return malformed;
        }
    }

    private static boolean isBlank(byte[] body, int from, int end) {
        for (int i = from; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static Failure malformed(String detail) {
        return new Failure.Invalid(
                Problems.INVALID_BODY, detail, new Failure.FieldError("", "malformed", detail));
    }

    /** What was read so far. */
    private static final class Found {
        private final List<TelemetryEvent> events = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>(0);
        private int count;

        void add(EventReader.Read read) {
            if (count == Batch.MOST) {
                throw new Failure.Invalid(
                        Problems.PAYLOAD_TOO_LARGE,
                        "A batch holds up to " + Batch.MOST + " events.");
            }
            if (read.event() != null) {
                events.add(read.event());
            } else if (read.fault() != null) {
                rejected.add(new Rejected(count, read.fault()));
            }
            count++;
        }

        Batch batch() {
            return new Batch(events, rejected);
        }
    }
}
