package dev.stoa.sessions.sign;

import java.util.Locale;

/** Why a sign-in is refused. The names are stable: clients see them as codes, metrics as labels. */
public enum Refusal {
    MESSAGE_TOO_LONG(Part.MESSAGE, Kind.MALFORMED, "The message is longer than 4096 characters."),
    MESSAGE_CHARACTER(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The message holds a character that is neither printable ASCII nor a line feed."),
    INVALID_FIRST_LINE(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The first line is not \"<domain> wants you to sign in with your Ethereum account:\"."),
    INVALID_SCHEME(Part.MESSAGE, Kind.MALFORMED, "The scheme before the domain is not one."),
    INVALID_DOMAIN(Part.MESSAGE, Kind.MALFORMED, "The domain is not a host with an optional port."),
    INVALID_ADDRESS(
            Part.MESSAGE, Kind.MALFORMED, "The second line is not an address, 0x and 40 digits."),
    ADDRESS_CHECKSUM(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The capitals of the address are not the checksum of EIP-55."),
    MISSING_BLANK_LINE(
            Part.MESSAGE,
            Kind.MALFORMED,
            "An empty line is missing after the address or the statement."),
    INVALID_STATEMENT(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The statement holds a character that EIP-4361 does not allow."),
    INVALID_URI(Part.MESSAGE, Kind.MALFORMED, "The line \"URI: \" with a URI is missing or wrong."),
    INVALID_VERSION(Part.MESSAGE, Kind.MALFORMED, "The line \"Version: 1\" is missing or wrong."),
    INVALID_CHAIN_ID(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The line \"Chain ID: \" with a number from 1 to 2^63-1, without leading zeros, is"
                    + " missing or wrong."),
    INVALID_NONCE(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The line \"Nonce: \" with at least 8 letters and digits is missing or wrong."),
    INVALID_ISSUED_AT(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The line \"Issued At: \" with a time of RFC 3339 is missing or wrong."),
    INVALID_EXPIRATION_TIME(
            Part.MESSAGE, Kind.MALFORMED, "The expiration time is not a time of RFC 3339."),
    INVALID_NOT_BEFORE(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The time after \"Not Before: \" is not one of RFC 3339."),
    INVALID_REQUEST_ID(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The request id holds a character that EIP-4361 does not allow."),
    INVALID_RESOURCE(Part.MESSAGE, Kind.MALFORMED, "A resource is not a URI."),
    REPEATED_LINE(Part.MESSAGE, Kind.MALFORMED, "A field of the message stands there twice."),
    UNEXPECTED_LINE(
            Part.MESSAGE,
            Kind.MALFORMED,
            "The message holds a line that is unknown, out of order or after its end."),

    INVALID_SIGNATURE(
            Part.SIGNATURE, Kind.MALFORMED, "A signature is 0x and 130 hex digits: r, s and v."),
    INVALID_V(Part.SIGNATURE, Kind.MALFORMED, "The signature's v is none of 0, 1, 27 and 28."),
    R_OUT_OF_RANGE(Part.SIGNATURE, Kind.MALFORMED, "The signature's r is not within 1 to n-1."),
    S_OUT_OF_RANGE(Part.SIGNATURE, Kind.MALFORMED, "The signature's s is not within 1 to n-1."),
    HIGH_S(
            Part.SIGNATURE,
            Kind.MALFORMED,
            "The signature's s is above n/2: of the two forms of a signature only the low one is"
                    + " accepted."),
    UNRECOVERABLE_SIGNATURE(Part.SIGNATURE, Kind.MISMATCHED, "No key can have made the signature."),
    OTHER_SIGNER(
            Part.SIGNATURE,
            Kind.MISMATCHED,
            "The signature was not made for this message by the address it names."),

    OTHER_SCHEME(Part.MESSAGE, Kind.MISMATCHED, "The message is for another scheme."),
    OTHER_DOMAIN(Part.MESSAGE, Kind.MISMATCHED, "The message is for another domain."),
    OTHER_URI(Part.MESSAGE, Kind.MISMATCHED, "The message is for another URI."),
    OTHER_ADDRESS(
            Part.MESSAGE, Kind.MISMATCHED, "The nonce was not given to the message's address."),
    OTHER_CHAIN(Part.MESSAGE, Kind.MISMATCHED, "The nonce was not given for the message's chain."),
    ISSUED_BEFORE_NONCE(
            Part.MESSAGE, Kind.MISMATCHED, "The message claims to be older than its nonce."),
    ISSUED_IN_FUTURE(Part.MESSAGE, Kind.MISMATCHED, "The message claims to be from the future."),
    NOT_YET_VALID(Part.MESSAGE, Kind.MISMATCHED, "The message is not valid yet."),
    MESSAGE_EXPIRED(Part.MESSAGE, Kind.EXPIRED, "The message has expired: ask for a new nonce."),
    NONCE_EXPIRED(Part.MESSAGE, Kind.EXPIRED, "The nonce has expired: ask for a new one.");

    /** What of the two things sent is wrong. */
    public enum Part {
        MESSAGE,
        SIGNATURE
    }

    /** How wrong it is. */
    public enum Kind {
        /** It is no message or signature of the standards. */
        MALFORMED,
        /** It is one, and proves nothing here. */
        MISMATCHED,
        /** It would have proved something before. */
        EXPIRED
    }

    private final Part part;
    private final Kind kind;
    private final String sentence;

    Refusal(Part part, Kind kind, String sentence) {
        this.part = part;
        this.kind = kind;
        this.sentence = sentence;
    }

    public Part part() {
        return part;
    }

    public Kind kind() {
        return kind;
    }

    /** Kebab-case code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, for a person; holds nothing of what was sent. */
    public String sentence() {
        return sentence;
    }
}
