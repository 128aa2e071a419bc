package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message says against what was asked for. */
class SignInCheckTest {
    private static final Vector TIMES = Vector.named("times");
    private static final Site SITE = new Site("https", "stoa.example", "https://stoa.example");
    private static final Instant START = Instant.parse("2026-11-20T16:00:00.123Z");
    private static final IssuedNonce NONCE =
            new IssuedNonce(TIMES.address(), 1, START, START.plusSeconds(300));

    private static SignInMessage message(String name) {
        return SignInMessage.parse(Vector.named(name).message());
    }

    private static Optional<Refusal> mismatch(SignInMessage message, Instant now) {
        return mismatch(SITE, message, now);
    }

    /** The nonce was given to the message's own address. */
    private static Optional<Refusal> mismatch(Site site, SignInMessage message, Instant now) {
        var nonce = new IssuedNonce(message.address(), 1, NONCE.issuedAt(), NONCE.expiresAt());
        return new SignInCheck(site).mismatch(message, nonce, now);
    }

    private static SignInMessage changed(String from, String to) {
        String text = TIMES.message().replace(from, to);
        assertThat(text).isNotEqualTo(TIMES.message());
        return SignInMessage.parse(text);
    }

    @Test
    void whatWasAskedForIsAccepted() {
        assertThat(mismatch(message("plain"), START)).isEmpty();
        assertThat(mismatch(message("times"), START)).isEmpty();
        assertThat(mismatch(message("scheme"), START)).isEmpty();
        assertThat(mismatch(message("offset"), START)).isEmpty();
        assertThat(mismatch(message("resources"), START.plusSeconds(299))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http,stoa.example,https://stoa.example,OTHER_SCHEME",
        "https,www.stoa.example,https://stoa.example,OTHER_DOMAIN",
        "https,stoa.example:443,https://stoa.example,OTHER_DOMAIN",
        "https,example,https://stoa.example,OTHER_DOMAIN",
        "https,stoa.example,https://stoa.example/,OTHER_URI",
        "https,stoa.example,http://stoa.example,OTHER_URI"
    })
    void aMessageForElsewhereIsRefused(String scheme, String domain, String uri, Refusal refusal) {
        assertThat(mismatch(new Site(scheme, domain, uri), message("scheme"), START))
                .contains(refusal);
    }

    @Test
    void aMessageWithoutASchemeIsForAny() {
        var site = new Site("http", SITE.domain(), SITE.uri());

        assertThat(mismatch(site, message("plain"), START)).isEmpty();
        assertThat(mismatch(new Site(null, SITE.domain(), SITE.uri()), message("scheme"), START))
                .contains(Refusal.OTHER_SCHEME);
    }

    @Test
    void anotherMembersNonceOrAnotherChainIsRefused() {
        var check = new SignInCheck(SITE);

        assertThat(check.mismatch(message("plain"), NONCE, START)).contains(Refusal.OTHER_ADDRESS);
        assertThat(mismatch(message("other-chain"), START)).contains(Refusal.OTHER_CHAIN);
    }

    @Test
    void aNonceExpiresToTheMillisecond() {
        assertThat(mismatch(message("plain"), START.plusMillis(299_999))).isEmpty();
        assertThat(mismatch(message("plain"), START.plusMillis(300_000)))
                .contains(Refusal.NONCE_EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "15:59:00.123,''",
        "15:59:00.122,ISSUED_BEFORE_NONCE",
        "16:01:00.123,''",
        "16:01:00.124,ISSUED_IN_FUTURE"
    })
    void theTimeOfIssueMayBeAMinuteOff(String time, String refusal) {
        var message =
                changed(
                        "Issued At: 2026-11-20T16:00:00.123Z",
                        "Issued At: 2026-11-20T" + time + "Z");

        assertThat(mismatch(message, START).map(Enum::name).orElse("")).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({"16:01:00.123,''", "16:01:00.124,NOT_YET_VALID"})
    void aMessageForLaterIsRefused(String time, String refusal) {
        var message =
                changed("Before: 2026-11-20T15:59:30.000Z", "Before: 2026-11-20T" + time + "Z");

        assertThat(mismatch(message, START).map(Enum::name).orElse("")).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({"15:59:00.124,''", "15:59:00.123,MESSAGE_EXPIRED", "15:00:00.000,MESSAGE_EXPIRED"})
    void anExpiredMessageIsRefused(String time, String refusal) {
        var message = changed("Time: 2026-11-20T16:05:00.123Z", "Time: 2026-11-20T" + time + "Z");

        assertThat(mismatch(message, START).map(Enum::name).orElse("")).isEqualTo(refusal);
    }

    @Test
    void expiryIsToldApartFromTheRest() {
        assertThat(Refusal.NONCE_EXPIRED.kind()).isEqualTo(Refusal.Kind.EXPIRED);
        assertThat(Refusal.MESSAGE_EXPIRED.kind()).isEqualTo(Refusal.Kind.EXPIRED);
        assertThat(Refusal.OTHER_DOMAIN.kind()).isEqualTo(Refusal.Kind.MISMATCHED);
    }
}
