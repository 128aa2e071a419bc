package dev.stoa.sessions.identity.login;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.limit.LimitPolicies;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RandomText;
import dev.stoa.sessions.sign.Address;
import dev.stoa.sessions.sign.IssuedNonce;
import dev.stoa.sessions.sign.Moment;
import dev.stoa.sessions.sign.Refusal;
import dev.stoa.sessions.sign.SignInCheck;
import dev.stoa.sessions.sign.SignInMessage;
import dev.stoa.sessions.sign.SignInRefused;
import dev.stoa.sessions.sign.Site;
import dev.stoa.sessions.sign.Validity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Gives nonces out, and login sessions for those that come back signed. */
final class SignIn {
    private static final String STATEMENT = "Sign in to Stoa. This costs nothing.";

    /** 134 bits: EIP-4361 allows letters and digits alone. */
    private static final int NONCE = 26;

    private final Database database;
    private final Pepper pepper;
    private final NonceStore nonces;
    private final LoginStore logins;
    private final LoginStore.Lives lives;
    private final Site site;
    private final Set<Long> chains;
    private final Duration nonceLife;
    private final InstantSource clock;

    SignIn(Platform platform, Pepper pepper, LoginStore logins, LoginStore.Lives lives) {
        this.database = platform.database();
        this.pepper = pepper;
        this.nonces = new NonceStore(database, pepper);
        this.logins = logins;
        this.lives = lives;
        this.site = LoginSettings.site(platform.settings());
        this.chains = LoginSettings.chains(platform.settings().get(LoginSettings.CHAINS));
        this.nonceLife = platform.settings().get(LoginSettings.NONCE_LIFE);
        this.clock = platform.clock();
    }

    /** A nonce and the exact text to sign; one statement. */
    Reply nonce(Call call) {
        Address address = address(call.fields().text("address"));
        call.draw(LimitPolicies.NONCE, address.hex());
        long chain = call.fields().number("chainId");
        if (!chains.isEmpty() && !chains.contains(chain)) {
            throw invalid("/chainId", "unknown-chain", "Members of this chain can't sign in here.");
        }
        String nonce = RandomText.letters(NONCE);
        IssuedNonce issued = nonces.add(nonce, address, chain, site, nonceLife);
        var message =
                new SignInMessage(
                        new Site(null, site.domain(), site.uri()),
                        address,
                        STATEMENT,
                        chain,
                        nonce,
                        new Validity(
                                Moment.of(issued.issuedAt()), Moment.of(issued.expiresAt()), null),
                        null,
                        null);
        return Reply.of(201, body(nonce, message, issued))
                .header("Location", "/api/sessions/auth/verify");
    }

    private Body body(String nonce, SignInMessage message, IssuedNonce issued) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("nonce", nonce);
                    json.writeStringField("message", message.text());
                    json.writeStringField("domain", site.domain());
                    json.writeStringField("uri", site.uri());
                    Json.instant(json, "expiresAt", issued.expiresAt());
                    json.writeEndObject();
                });
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("/address", "address-checksum", String.valueOf(e.getMessage()));
        }
    }

    private static Failure invalid(String pointer, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new Failure.FieldError(pointer, code, detail));
    }

    /**
     * The login session of a signed message. Nobody who can't sign for an address can use its nonce
     * up: it is used after all else was found right.
     */
    Reply verify(Call call) {
        SignInMessage message = signed(call);
        IssuedLogin login =
                database.transaction(
                        in -> {
                            use(in, message);
                            return logins.add(
                                    in,
                                    NewMembers.of(in, message.address(), pepper),
                                    null,
                                    Clients.named(call),
                                    lives);
                        });
        return Reply.ok(Json.body(login::write));
    }

    private static SignInMessage signed(Call call) {
        try {
            return SignInMessage.signed(
                    call.fields().text("message"), call.fields().text("signature"));
        } catch (SignInRefused e) {
            throw LoginProblems.of(e.refusal());
        }
    }

    private void use(Transaction in, SignInMessage message) {
        NonceStore.KnownNonce known =
                nonces.find(in, message.nonce())
                        .orElseThrow(
                                () ->
                                        new Failure.Unauthenticated(
                                                LoginProblems.REFUSED,
                                                "The nonce was not given out here.",
                                                new Failure.FieldError(
                                                        "/message",
                                                        "unknown-nonce",
                                                        "The nonce was not given out here, or long"
                                                                + " ago.")));
        if (known.isUsed()) {
            throw used();
        }
        new SignInCheck(site)
                .mismatch(message, known.nonce(), clock.instant())
                .ifPresent(
                        (Refusal refusal) -> {
                            throw LoginProblems.of(refusal);
                        });
        if (!nonces.use(in, message.nonce())) {
            throw used();
        }
    }

    private static Failure used() {
        return new Failure.Conflict(
                LoginProblems.NONCE_USED, "Somebody signed in with this nonce.");
    }
}
