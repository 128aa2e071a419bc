package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are not quite right, each with the reason that its sender is told. */
class SignInNegativesTest {
    private static final Vector VECTOR = Vector.named("everything");
    private static final String TEXT = VECTOR.message();

    private static Arguments of(String name, Refusal refusal, UnaryOperator<String> change) {
        return Arguments.of(name, refusal, change.apply(TEXT));
    }

    private static Arguments of(Refusal refusal, String from, String to) {
        return of(from + " -> " + to, refusal, text -> text.replace(from, to));
    }

    static List<Arguments> aMalformedMessageIsRefusedForItsReason() {
        return List.of(
                of("too long", Refusal.MESSAGE_TOO_LONG, text -> text + "a".repeat(4096)),
                of("CRLF", Refusal.MESSAGE_CHARACTER, text -> text.replace("\n", "\r\n")),
                of("NUL", Refusal.MESSAGE_CHARACTER, text -> text + "\0"),
                of("tab", Refusal.MESSAGE_CHARACTER, text -> text.replace("all", "\tall")),
                of(
                        "beyond ASCII",
                        Refusal.MESSAGE_CHARACTER,
                        text -> text.replace("all", "\u00e9")),
                of("lone surrogate", Refusal.MESSAGE_CHARACTER, text -> text + "\ud800"),
                of("line separator", Refusal.MESSAGE_CHARACTER, text -> text + "\u2028"),
                of("nothing", Refusal.INVALID_FIRST_LINE, text -> ""),
                of("leading line", Refusal.INVALID_FIRST_LINE, text -> "\n" + text),
                of(Refusal.INVALID_FIRST_LINE, "wants you", "wants  you"),
                of(Refusal.INVALID_FIRST_LINE, "Ethereum", "ethereum"),
                of(Refusal.INVALID_FIRST_LINE, "account:", "account: "),
                of(Refusal.INVALID_SCHEME, "https://member", "1https://member"),
                of(Refusal.INVALID_SCHEME, "https://member", "://member"),
                of(Refusal.INVALID_DOMAIN, "member@stoa.example:443", ""),
                of(Refusal.INVALID_DOMAIN, "member@stoa.example:443", "stoa.example/path"),
                of(Refusal.INVALID_DOMAIN, "member@stoa.example:443", "stoa example"),
                of(Refusal.INVALID_DOMAIN, ":443", ":https"),
                of(Refusal.INVALID_ADDRESS, "\n0x", "\n0X"),
                of(Refusal.INVALID_ADDRESS, "205d\n", "205\n"),
                of(Refusal.INVALID_ADDRESS, "205d\n", "205d \n"),
                of(Refusal.ADDRESS_CHECKSUM, "205d\n", "205D\n"),
                of(
                        "lower-case address",
                        Refusal.ADDRESS_CHECKSUM,
                        text ->
                                text.replace(
                                        VECTOR.address().checksummed(), VECTOR.address().hex())),
                of(Refusal.MISSING_BLANK_LINE, "205d\n\n", "205d\n"),
                of(Refusal.MISSING_BLANK_LINE, "you!\n\n", "you!\n"),
                of(Refusal.MISSING_BLANK_LINE, "It's", "It's\n"),
                of(Refusal.INVALID_STATEMENT, "all", "100 %"),
                of(Refusal.INVALID_STATEMENT, "all", "<b>all</b>"),
                of(Refusal.INVALID_URI, "URI: https://stoa.example", "URI: stoa.example"),
                of(Refusal.INVALID_URI, "URI: https://stoa.example\n", ""),
                of(Refusal.INVALID_URI, "URI:", "Uri:"),
                of(Refusal.INVALID_VERSION, "Version: 1", "Version: 2"),
                of(Refusal.INVALID_VERSION, "Version: 1", "Version: 01"),
                of(Refusal.INVALID_VERSION, "Version: 1", "Version:1"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: 010"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: 0"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: +10"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: -10"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: 0x0a"),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: 10 "),
                of(Refusal.INVALID_CHAIN_ID, "Chain ID: 10", "Chain ID: 9223372036854775808"),
                of(Refusal.INVALID_NONCE, "k3ZQ0v8sWm1T7yXbN4cRfA", "k3ZQ0v8"),
                of(Refusal.INVALID_NONCE, "k3ZQ0v8sWm", "k3ZQ0v8-Wm"),
                of("no nonce", Refusal.INVALID_NONCE, text -> withoutLine(text, "Nonce: ")),
                of("two nonces", Refusal.REPEATED_LINE, text -> twice(text, "Nonce: ")),
                of("two URIs", Refusal.REPEATED_LINE, text -> twice(text, "URI: ")),
                of("two expiries", Refusal.REPEATED_LINE, text -> twice(text, "Expiration Time: ")),
                of(Refusal.INVALID_ISSUED_AT, "Issued At: 2026", "Issued At: 20 26"),
                of(Refusal.INVALID_ISSUED_AT, "Issued At: 2026-11-20T", "Issued At: 2026-11-20 "),
                of(Refusal.INVALID_EXPIRATION_TIME, "Time: 2026-11", "Time: 2026-13"),
                of(Refusal.INVALID_NOT_BEFORE, "Before: 2026-11-20", "Before: 2026-11-31"),
                of(Refusal.INVALID_REQUEST_ID, "Request ID: 7", "Request ID: 7/8"),
                of(Refusal.INVALID_REQUEST_ID, "Request ID: 7", "Request ID: 7 8"),
                of(Refusal.INVALID_RESOURCE, "- urn:isbn", "- urn isbn"),
                of(Refusal.INVALID_RESOURCE, "- urn:isbn:0451450523", "- "),
                of(Refusal.UNEXPECTED_LINE, "- urn", "* urn"),
                of("trailing LF", Refusal.UNEXPECTED_LINE, text -> text + "\n"),
                of("trailing line", Refusal.UNEXPECTED_LINE, text -> text + "\nNote: x"),
                of("second request id", Refusal.REPEATED_LINE, text -> text + "\nRequest ID: 8"),
                of("other order", Refusal.UNEXPECTED_LINE, SignInNegativesTest::swapped));
    }

    private static String line(String text, String label) {
        return text.lines().filter(one -> one.startsWith(label)).findFirst().orElseThrow() + "\n";
    }

    private static String withoutLine(String text, String label) {
        return text.replace(line(text, label), "");
    }

    private static String twice(String text, String label) {
        return text.replace(line(text, label), line(text, label).repeat(2));
    }

    /** Not before which time stands before the expiration time. */
    private static String swapped(String text) {
        String expiry = line(text, "Expiration Time: ");
        String start = line(text, "Not Before: ");
        return text.replace(expiry + start, start + expiry);
    }

    private static Optional<Refusal> refusal(String text, String signature) {
        return Refusals.of(() -> SignInMessage.signed(text, signature));
    }

    @Test
    void theMessageItselfIsRight() {
        assertThat(refusal(TEXT, VECTOR.signature())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aMalformedMessageIsRefusedForItsReason(String name, Refusal refusal, String text) {
        assertThat(text).as(name).isNotEqualTo(TEXT);
        assertThat(Refusals.of(() -> SignInMessage.parse(text))).contains(refusal);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }

    @Test
    void everyBeginningOfAMessageIsRefusedOrAnotherMessage() {
        for (int end = 0; end < TEXT.length(); end++) {
            assertThat(refusal(TEXT.substring(0, end), VECTOR.signature()))
                    .as("the first %d characters", end)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource
    void aSubstitutedPartBreaksTheSignature(String from, String to) {
        assertThat(refusal(TEXT.replace(from, to), VECTOR.signature()))
                .contains(Refusal.OTHER_SIGNER);
    }

    static List<Arguments> aSubstitutedPartBreaksTheSignature() {
        return List.of(
                Arguments.of("https://member", "http://member"),
                Arguments.of("member@stoa.example:443", "stoa.example"),
                Arguments.of("It's all", "It's"),
                Arguments.of("URI: https://stoa.example", "URI: https://stoa.example/"),
                Arguments.of("Chain ID: 10", "Chain ID: 1"),
                Arguments.of("k3ZQ0v8sWm1T7yXbN4cRfA", "k3ZQ0v8sWm1T7yXbN4cRfB"),
                Arguments.of("Issued At: 2026", "Issued At: 2027"),
                Arguments.of("Time: 2026-11-20T16:05", "Time: 2026-11-20T16:55"),
                Arguments.of("\nNot Before: 2026-11-20T16:00:00Z", ""),
                Arguments.of("Request ID: 7", "Request ID: 8"),
                Arguments.of("- https://stoa.example/a\n", ""),
                Arguments.of(
                        VECTOR.address().checksummed(),
                        Vector.named("plain").address().checksummed()));
    }

    @Test
    void anothersSignatureAndAnothersMessageAreRefused() {
        for (Vector other : Vector.all()) {
            if (!other.name().equals(VECTOR.name())) {
                assertThat(refusal(TEXT, other.signature())).contains(Refusal.OTHER_SIGNER);
                assertThat(refusal(other.message(), VECTOR.signature()))
                        .contains(Refusal.OTHER_SIGNER);
            }
        }
    }

    @Test
    void codesAreKebabCaseAndSentencesRepeatNothing() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(refusal.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(refusal.sentence()).endsWith(".").doesNotContain("%");
        }
    }
}
