package dev.stoa.telemetry.event;

import java.util.Locale;

/** Why an event is rejected; the word is the code in answers and the reason in metrics. */
public enum Fault {
    MALFORMED("It is no well-formed JSON object in UTF-8."),
    UNKNOWN_FIELD("It holds a field that events don't have."),
    REPEATED_FIELD("It holds a field twice."),
    REQUIRED("It must have eventId, type and occurredAt."),
    INVALID_EVENT_ID("eventId must be a UUID."),
    INVALID_TYPE("type must be a letter and up to 63 letters, digits, dots, colons, _ or -."),
    INVALID_TIME("occurredAt must be a moment in RFC 3339 with its offset."),
    INVALID_SESSION("sessionId must be 1 to 64 letters, digits, dots, colons, _ or -."),
    INVALID_ADDRESS("address must be 0x and 40 hexadecimal digits."),
    INVALID_PROPS(
            "props must be an object of up to 32 texts, numbers, truth values or nulls in 8 KiB,"
                    + " without long numbers (40 characters, exponents of -60 to 60), repeated or"
                    + " long keys, and characters that no text has."),
    TOO_OLD("It occurred before the oldest month that is kept."),
    TOO_NEW("It occurred more than an hour from now."),
    TOO_MANY_TYPES("There are as many types as there may be, and this is none of them.");

    private final String detail;

    Fault(String detail) {
        this.detail = detail;
    }

    /** The stable word for it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sentence for a person. */
    public String detail() {
        return detail;
    }
}
