package dev.stoa.sessions.sign;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of EIP-4361. A message and its text are one to one: what was read is written back to
 * the same letters, so nothing can be signed that was not looked at.
 *
 * @param site where it signs in to
 * @param address who signs in
 * @param statement what the member agrees to, one line, perhaps empty; null for no such line
 * @param chainId the chain of EIP-155, 1 to 2^63-1
 * @param nonce at least 8 letters and digits
 * @param validity when it may be used
 * @param requestId perhaps empty; null for no such line
 * @param resources URIs, perhaps none; null for no such list. Stoa grants nothing by them
 */
public record SignInMessage(
        Site site,
        Address address,
        @Nullable String statement,
        long chainId,
        String nonce,
        Validity validity,
        @Nullable String requestId,
        @Nullable List<String> resources) {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{8,}+");

    /**
     * @throws SignInRefused when a part has not the form that EIP-4361 demands
     */
    public SignInMessage {
        check(statement == null || Rfc3986.isText(statement), Refusal.INVALID_STATEMENT);
        check(chainId > 0, Refusal.INVALID_CHAIN_ID);
        check(NONCE.matcher(nonce).matches(), Refusal.INVALID_NONCE);
        check(requestId == null || Rfc3986.isSegment(requestId), Refusal.INVALID_REQUEST_ID);
        resources = resources == null ? null : List.copyOf(resources);
        check(
                resources == null || resources.stream().allMatch(Rfc3986::isUri),
                Refusal.INVALID_RESOURCE);
    }

    /**
     * The message in {@code text}.
     *
     * @param text at most 4096 characters
     * @throws SignInRefused when it is not exactly one message of EIP-4361
     */
    public static SignInMessage parse(String text) {
        return new SignInParser(text).message();
    }

    /**
     * The message in {@code text}, proven to be signed by the address it names. Whether it was
     * meant for this service, and now, is for {@link SignInCheck}; whether its nonce is one of ours
     * and unused, for the database.
     *
     * @param signature {@code 0x} and 130 hex digits
     * @throws SignInRefused when either is malformed or the address did not sign the text
     */
    public static SignInMessage signed(String text, String signature) {
        var message = parse(text);
        check(
                Eip191.signer(text, Signature.parse(signature)).equals(message.address()),
                Refusal.OTHER_SIGNER);
        return message;
    }

    private static void check(boolean isRight, Refusal refusal) {
        if (!isRight) {
            throw new SignInRefused(refusal);
        }
    }

    /** The exact text to sign. */
    public String text() {
        var text = new StringBuilder();
        if (site.scheme() != null) {
            text.append(site.scheme()).append("://");
        }
        text.append(site.domain()).append(SignInParser.FIRST_LINE).append('\n');
        text.append(address.checksummed()).append("\n\n");
        if (statement != null) {
            text.append(statement).append('\n');
        }
        text.append('\n').append(SignInParser.URI).append(site.uri());
        line(text, SignInParser.VERSION, "1");
        line(text, SignInParser.CHAIN_ID, Long.toString(chainId));
        line(text, SignInParser.NONCE, nonce);
        line(text, SignInParser.ISSUED_AT, validity.issuedAt().text());
        line(text, SignInParser.EXPIRATION_TIME, text(validity.expirationTime()));
        line(text, SignInParser.NOT_BEFORE, text(validity.notBefore()));
        line(text, SignInParser.REQUEST_ID, requestId);
        if (resources != null) {
            text.append('\n').append(SignInParser.RESOURCES);
            resources.forEach(resource -> line(text, SignInParser.RESOURCE, resource));
        }
        return text.toString();
    }

    private static @Nullable String text(@Nullable Moment moment) {
        return moment == null ? null : moment.text();
    }

    private static void line(StringBuilder text, String label, @Nullable String value) {
        if (value != null) {
            text.append('\n').append(label).append(value);
        }
    }

    /** Without the nonce, which is worth something until it is used. */
    @Override
    public String toString() {
        return "SignInMessage[" + site.domain() + ", " + address + ", " + chainId + "]";
    }
}
