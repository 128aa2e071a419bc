package dev.stoa.sessions.sign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one message of EIP-4361, line by line; the values' own forms are the records' to check. */
final class SignInParser {
    static final String FIRST_LINE = " wants you to sign in with your Ethereum account:";
    static final String URI = "URI: ";
    static final String VERSION = "Version: ";
    static final String CHAIN_ID = "Chain ID: ";
    static final String NONCE = "Nonce: ";
    static final String ISSUED_AT = "Issued At: ";
    static final String EXPIRATION_TIME = "Expiration Time: ";
    static final String NOT_BEFORE = "Not Before: ";
    static final String REQUEST_ID = "Request ID: ";
    static final String RESOURCES = "Resources:";
    static final String RESOURCE = "- ";

    private static final int MOST = 4096;
    private static final Pattern CHARACTERS = Pattern.compile("[\\x20-\\x7e\\n]*+");
    // Without leading zeros, or one number had many texts.
    private static final Pattern CHAIN_NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

    private final String[] lines;
    private final Set<String> seen = new HashSet<>();
    private int at;

    SignInParser(String text) {
        if (text.length() > MOST) {
            throw new SignInRefused(Refusal.MESSAGE_TOO_LONG);
        }
        if (!CHARACTERS.matcher(text).matches()) {
            throw new SignInRefused(Refusal.MESSAGE_CHARACTER);
        }
        lines = text.split("\n", -1);
    }

    SignInMessage message() {
        String origin = origin();
        Address address = address();
        String statement = statement();
        var site = site(origin, field(URI, Refusal.INVALID_URI));
        if (!field(VERSION, Refusal.INVALID_VERSION).equals("1")) {
            throw new SignInRefused(Refusal.INVALID_VERSION);
        }
        long chainId = chainId(field(CHAIN_ID, Refusal.INVALID_CHAIN_ID));
        String nonce = field(NONCE, Refusal.INVALID_NONCE);
        var validity =
                new Validity(
                        moment(
                                field(ISSUED_AT, Refusal.INVALID_ISSUED_AT),
                                Refusal.INVALID_ISSUED_AT),
                        optionalMoment(EXPIRATION_TIME, Refusal.INVALID_EXPIRATION_TIME),
                        optionalMoment(NOT_BEFORE, Refusal.INVALID_NOT_BEFORE));
        String requestId = optional(REQUEST_ID);
        List<String> resources = resources();
        var message =
                new SignInMessage(
                        site, address, statement, chainId, nonce, validity, requestId, resources);
        if (at != lines.length) {
            throw wrongLine(Refusal.UNEXPECTED_LINE);
        }
        return message;
    }

    private String origin() {
        String line = next();
        if (!line.endsWith(FIRST_LINE)) {
            throw new SignInRefused(Refusal.INVALID_FIRST_LINE);
        }
        return line.substring(0, line.length() - FIRST_LINE.length());
    }

    private static Site site(String origin, String uri) {
        // A domain holds no slash, so the first of these ends the scheme.
        int end = origin.indexOf("://");
        return end < 0
                ? new Site(null, origin, uri)
                : new Site(origin.substring(0, end), origin.substring(end + 3), uri);
    }

    private Address address() {
        String text = next();
        if (!Address.isFormed(text)) {
            throw new SignInRefused(Refusal.INVALID_ADDRESS);
        }
        var address = new Address(text.toLowerCase(Locale.ROOT));
        if (!address.checksummed().equals(text)) {
            throw new SignInRefused(Refusal.ADDRESS_CHECKSUM);
        }
        return address;
    }

    /** Between an empty line and another; without one there are just the two empty lines. */
    private @Nullable String statement() {
        blank();
        String line = next();
        if (line.isEmpty() && !peek().isEmpty()) {
            return null;
        }
        blank();
        return line;
    }

    private void blank() {
        if (!next().isEmpty()) {
            throw new SignInRefused(Refusal.MISSING_BLANK_LINE);
        }
    }

    private static long chainId(String text) {
        if (!CHAIN_NUMBER.matcher(text).matches()) {
            throw new SignInRefused(Refusal.INVALID_CHAIN_ID);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new SignInRefused(Refusal.INVALID_CHAIN_ID);
        }
    }

    private @Nullable Moment optionalMoment(String label, Refusal refusal) {
        String text = optional(label);
        return text == null ? null : moment(text, refusal);
    }

    private static Moment moment(String text, Refusal refusal) {
        try {
            return new Moment(text);
        } catch (IllegalArgumentException _) {
            throw new SignInRefused(refusal);
        }
    }

    private @Nullable List<String> resources() {
        if (!peek().equals(RESOURCES)) {
            return null;
        }
        at++;
        var resources = new ArrayList<String>();
        for (String one = optional(RESOURCE); one != null; one = optional(RESOURCE)) {
            resources.add(one);
        }
        return resources;
    }

    private String field(String label, Refusal missing) {
        String value = optional(label);
        if (value == null) {
            throw wrongLine(missing);
        }
        return value;
    }

    private @Nullable String optional(String label) {
        if (!peek().startsWith(label)) {
            return null;
        }
        seen.add(label);
        return next().substring(label.length());
    }

    private SignInRefused wrongLine(Refusal otherwise) {
        boolean isRepeated = seen.stream().anyMatch(peek()::startsWith);
        return new SignInRefused(isRepeated ? Refusal.REPEATED_LINE : otherwise);
    }

    /** The next line; empty after the last, which no field's label is. */
    private String peek() {
        return at < lines.length ? lines[at] : "";
    }

    private String next() {
        String line = peek();
        at++;
        return line;
    }
}
