package dev.stoa.telemetry.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one event, to its end whatever is wrong with it, so that the next can be read. */
final class EventReader {
    private final JsonParser json;
    private final PropsReader props;
    private final Rules rules;

    private @Nullable Fault fault;
    private int seen;
    private @Nullable UUID id;
    private @Nullable String type;
    private @Nullable Instant at;
    private @Nullable String session;
    private @Nullable String address;

    /**
     * What events must keep to beside their form.
     *
     * @param span which moments have a place
     * @param types what types the batch may have
     */
    record Rules(Span span, TypeGate types, Addresses addresses, Dimension dimension) {}

    /**
     * @param json reads {@code bytes}
     * @param start where in them it began
     */
    EventReader(JsonParser json, byte[] bytes, int start, Rules rules) {
        this.json = json;
        this.rules = rules;
        this.props = new PropsReader(json, bytes, start, rules.dimension());
    }

    /** What became of reading: one of both is null. */
    record Read(@Nullable TelemetryEvent event, @Nullable Fault fault) {}

    /** Reads the value that the parser stands at. */
    Read read() throws IOException {
        clear();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Read(null, Fault.MALFORMED);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            field(name, value);
            json.skipChildren();
        }
        return finished();
    }

    private void clear() {
        fault = null;
        seen = 0;
        id = null;
        type = null;
        at = null;
        session = null;
        address = null;
        props.clear();
    }

    private void field(String name, JsonToken value) throws IOException {
        int bit =
                switch (name) {
                    case "eventId" -> 1;
                    case "type" -> 2;
                    case "occurredAt" -> 4;
                    case "sessionId" -> 8;
                    case "address" -> 16;
                    case "props" -> 32;
                    default -> 0;
                };
        if (bit == 0) {
            wrong(Fault.UNKNOWN_FIELD);
        } else if ((seen & bit) != 0) {
            wrong(Fault.REPEATED_FIELD);
        } else if (value != JsonToken.VALUE_NULL) {
            value(name, value);
        }
        seen |= bit;
    }

    private void value(String name, JsonToken value) throws IOException {
        if (name.equals("props")) {
            if (!props.read()) {
                wrong(Fault.INVALID_PROPS);
            }
            return;
        }
        String text = value == JsonToken.VALUE_STRING ? json.getText() : "";
        switch (name) {
            case "eventId" -> {
                id = Texts.uuid(text);
                require(id != null, Fault.INVALID_EVENT_ID);
            }
            case "type" -> {
                type = text;
                require(Texts.isType(text), Fault.INVALID_TYPE);
            }
            case "occurredAt" -> {
                at = moment(text);
                require(at != null, Fault.INVALID_TIME);
            }
            case "sessionId" -> {
                session = text;
                require(Texts.isName(text), Fault.INVALID_SESSION);
            }
            default -> {
                address = text;
                require(Texts.isAddress(text), Fault.INVALID_ADDRESS);
            }
        }
    }

    private static @Nullable Instant moment(String text) {
        if (text.length() < 17 || text.length() > 40) {
            return null;
        }
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            return moment.getYear() > 0 && moment.getYear() < 10_000 ? moment.toInstant() : null;
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private void require(boolean holds, Fault otherwise) {
        if (!holds) {
            wrong(otherwise);
        }
    }

    /** The first thing that is wrong is told. */
    private void wrong(Fault what) {
        fault = fault == null ? what : fault;
    }

    private Read finished() {
        if (fault == null && (id == null || type == null || at == null)) {
            wrong(Fault.REQUIRED);
        }
        if (fault != null || id == null || type == null || at == null) {
            return new Read(null, fault);
        }
        EventKey key = EventKey.of(at, id);
        Fault late =
                switch (rules.span().place(key.micros())) {
                    case BEFORE -> Fault.TOO_OLD;
                    case BEHIND -> Fault.TOO_NEW;
                    case WITHIN -> rules.types().admits(type) ? null : Fault.TOO_MANY_TYPES;
                };
        if (late != null) {
            return new Read(null, late);
        }
        String stored = address == null ? null : rules.addresses().stored(address);
        return new Read(
                new TelemetryEvent(key, type, session, stored, props.text(), props.dimension()),
                null);
    }
}
