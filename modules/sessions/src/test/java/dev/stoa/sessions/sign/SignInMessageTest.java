package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages read and written; refused ones are {@code SignInNegativesTest}'s. */
class SignInMessageTest {
    /** The examples of EIP-4361. */
    private static final String EXAMPLE =
            """
            example.com wants you to sign in with your Ethereum account:
            0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

            I accept the ExampleOrg Terms of Service: https://example.com/tos

            URI: https://example.com/login
            Version: 1
            Chain ID: 1
            Nonce: 32891756
            Issued At: 2021-09-30T16:25:24Z
            Resources:
            - ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
            - https://example.com/my-web2-claim.json""";

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com:3388", "https://example.com"})
    void theExamplesOfTheStandardAreRead(String origin) {
        String text = EXAMPLE.replaceFirst("example.com", origin);

        var message = SignInMessage.parse(text);

        boolean hasScheme = origin.startsWith("https://");
        assertThat(message)
                .isEqualTo(
                        new SignInMessage(
                                new Site(
                                        hasScheme ? "https" : null,
                                        hasScheme ? "example.com" : origin,
                                        "https://example.com/login"),
                                Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"),
                                "I accept the ExampleOrg Terms of Service: https://example.com/tos",
                                1,
                                "32891756",
                                new Validity(new Moment("2021-09-30T16:25:24Z"), null, null),
                                null,
                                List.of(
                                        "ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/",
                                        "https://example.com/my-web2-claim.json")));
        assertThat(message.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("dev.stoa.sessions.sign.Vector#all")
    void messagesOfAnotherImplementationAreWrittenBackToTheLetter(Vector vector) {
        var message = SignInMessage.parse(vector.message());

        assertThat(message.address()).isEqualTo(vector.address());
        assertThat(message.text()).isEqualTo(vector.message());
    }

    @Test
    void everyFieldIsRead() {
        var message = SignInMessage.parse(Vector.named("everything").message());

        assertThat(message.site())
                .isEqualTo(new Site("https", "member@stoa.example:443", "https://stoa.example"));
        assertThat(message.statement()).isEqualTo("It's all [here] (really); @you!");
        assertThat(message.chainId()).isEqualTo(10);
        assertThat(message.nonce()).isEqualTo("k3ZQ0v8sWm1T7yXbN4cRfA");
        assertThat(message.validity())
                .isEqualTo(
                        new Validity(
                                new Moment("2026-11-20T16:00:00Z"),
                                new Moment("2026-11-20T16:05:00Z"),
                                new Moment("2026-11-20T16:00:00Z")));
        assertThat(message.requestId()).isEqualTo("7");
        assertThat(message.resources())
                .containsExactly("https://stoa.example/a", "urn:isbn:0451450523");
    }

    @Test
    void emptyAndAbsentAreTwoThings() {
        String absent = Vector.named("plain").message();
        String empty = absent.replace("\n\n\nURI", "\n\n\n\nURI") + "\nRequest ID: \nResources:";

        assertThat(SignInMessage.parse(absent))
                .extracting(SignInMessage::statement, SignInMessage::requestId)
                .containsOnlyNulls();
        assertThat(SignInMessage.parse(absent).resources()).isNull();
        assertThat(SignInMessage.parse(empty))
                .extracting(SignInMessage::statement, SignInMessage::requestId)
                .containsExactly("", "");
        assertThat(SignInMessage.parse(empty).resources()).isEmpty();
        assertThat(SignInMessage.parse(empty).text()).isEqualTo(empty);
    }

    @Test
    void aStatementMayLookLikeAField() {
        String text =
                Vector.named("statement").message().replace("Sign in to Stoa.", "URI: https://a.b");

        assertThat(SignInMessage.parse(text).statement()).isEqualTo("URI: https://a.b");
        assertThat(SignInMessage.parse(text).site().uri()).isEqualTo("https://stoa.example");
    }

    @Test
    void ourOwnMessageIsReadAsItWasWritten() {
        var start = Instant.parse("2026-11-20T16:00:00.123456Z");
        var message =
                new SignInMessage(
                        new Site(null, "localhost:8080", "http://localhost:8080"),
                        Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"),
                        "Sign in to Stoa.",
                        Long.MAX_VALUE,
                        "abcdefgh12345678",
                        new Validity(Moment.of(start), Moment.of(start.plusSeconds(300)), null),
                        null,
                        null);

        assertThat(message.text())
                .isEqualTo(
                        """
                        localhost:8080 wants you to sign in with your Ethereum account:
                        0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

                        Sign in to Stoa.

                        URI: http://localhost:8080
                        Version: 1
                        Chain ID: 9223372036854775807
                        Nonce: abcdefgh12345678
                        Issued At: 2026-11-20T16:00:00.123Z
                        Expiration Time: 2026-11-20T16:05:00.123Z""");
        assertThat(SignInMessage.parse(message.text())).isEqualTo(message);
    }

    @Test
    void aNonceIsNotShown() {
        var message = SignInMessage.parse(Vector.named("everything").message());

        assertThat(message.toString()).contains("stoa.example").doesNotContain(message.nonce());
    }
}
