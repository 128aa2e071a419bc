package dev.stoa.sessions.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.sign.Address;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestWallet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInIT {
    private static TestDatabase database;
    private static TestNode node;
    private static SigningClient client;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database);
        client = new SigningClient(node.http());
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    private static Answer me(Answer login) {
        return node.http()
                .get("/api/sessions/me", "Authorization", "Bearer " + login.text("/token"));
    }

    @Test
    void theFirstSignInMakesTheMemberAndTheNextFindsThem() {
        var wallet = TestWallet.of(101);
        Answer nonce = client.nonce(wallet);
        assertThat(nonce.status()).isEqualTo(201);
        assertThat(nonce.statements()).isEqualTo(1);
        assertThat(nonce.text("/message"))
                .startsWith("localhost:8080 wants you to sign in with your Ethereum account:\n")
                .contains("\nNonce: " + nonce.text("/nonce") + "\n");

        Answer first = client.signedIn(wallet);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.statements()).isEqualTo(6);
        assertThat(first.text("/member/username"))
                .isEqualTo("wallet-" + wallet.address().toLowerCase(Locale.ROOT).substring(2, 8));
        Answer second = client.signedIn(wallet);
        assertThat(second.text("/member/id")).isEqualTo(first.text("/member/id"));
        assertThat(second.statements()).isEqualTo(4);

        Answer me = me(second);
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.statements()).isEqualTo(2);
        assertThat(me(second).statements()).isEqualTo(1);
        assertThat(me.text("/address")).isEqualTo(wallet.address().toLowerCase(Locale.ROOT));
    }

    @Test
    void anotherMembersNameIsNotTaken() {
        var wallet = TestWallet.of(102);
        String name = "wallet-" + wallet.address().toLowerCase(Locale.ROOT).substring(2, 8);
        TestNode.member(database, name, Role.MEMBER);

        Answer login = client.signedIn(wallet);
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.text("/member/username")).startsWith(name).isNotEqualTo(name);
    }

    @Test
    void aNonceServesOnce() {
        var wallet = TestWallet.of(103);
        String message = client.nonce(wallet).text("/message");
        String signature = wallet.sign(message);
        assertThat(client.verify(message, signature).status()).isEqualTo(200);

        Answer again = client.verify(message, signature);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("nonce-used");
    }

    @Test
    void aNonceIsTooOldAfterFiveMinutes() {
        var wallet = TestWallet.of(104);
        String message = client.nonce(wallet).text("/message");
        database.execute(
                "update nonces set expires_at = now() - interval '1 second' where address = '"
                        + wallet.address().toLowerCase(Locale.ROOT)
                        + "'");

        Answer late = client.verify(message, wallet.sign(message));
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text("/code")).isEqualTo("nonce-expired");
    }

    @Test
    void whatProvesNothingIsRefusedWithItsReasonAndLeavesTheNonceGood() {
        var wallet = TestWallet.of(105);
        var other = TestWallet.of(106);
        String message = client.nonce(wallet).text("/message");
        Map<String, String> refused =
                Map.of(
                        "other-domain",
                                message.replace("localhost:8080 wants", "evil.example wants"),
                        "other-uri",
                                message.replace("URI: http://localhost", "URI: https://localhost"),
                        "other-chain", message.replace("Chain ID: 1", "Chain ID: 137"),
                        "other-scheme", "https://" + message,
                        "invalid-version", message.replace("Version: 1", "Version: 2"),
                        "unknown-nonce", message.replaceAll("Nonce: [a-z0-9]{4}", "Nonce: zzzz"),
                        "issued-in-future", message.replaceAll("Issued At: 20", "Issued At: 21"));
        refused.forEach(
                (code, text) -> {
                    Answer answer = client.verify(text, wallet.sign(text));
                    assertThat(answer.status()).as(code).isEqualTo(401);
                    assertThat(answer.text("/code")).as(code).isEqualTo("sign-in-refused");
                    assertThat(answer.text("/errors/0/code")).isEqualTo(code);
                    assertThat(answer.text("/errors/0/pointer")).isEqualTo("/message");
                });
        Answer forged = client.verify(message, other.sign(message));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.text("/errors/0/code")).isEqualTo("other-signer");
        assertThat(client.verify(message, "0x" + "0".repeat(130)).status()).isEqualTo(401);

        assertThat(client.verify(message, wallet.sign(message)).status()).isEqualTo(200);
    }

    @Test
    void aNonceOfAnotherAddressProvesNothing() {
        var wallet = TestWallet.of(107);
        var thief = TestWallet.of(108);
        String message =
                client.nonce(wallet)
                        .text("/message")
                        .replaceFirst(
                                "0x[0-9a-fA-F]{40}", Address.parse(thief.address()).checksummed());

        Answer answer = client.verify(message, thief.sign(message));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/errors/0/code")).isEqualTo("other-address");
    }

    @Test
    void aBannedMemberGetsNoTokens() {
        var wallet = TestWallet.of(109);
        String id = client.signedIn(wallet).text("/member/id");
        database.execute("insert into bans (user_id, reason) values (" + id + ", 'fraud')");

        Answer answer = client.signedIn(wallet);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/code")).isEqualTo("banned");
    }

    @Test
    void whoLeftAndComesBackHasTheBansThatStood() {
        var wallet = TestWallet.of(110);
        Answer first = client.signedIn(wallet);
        long structure =
                database.number(
                        "insert into forum_structure (kind, slug, name, path)"
                                + " values ('forum', 'calm', 'Calm', 'calm') returning id");
        long other =
                database.number(
                        "insert into forum_structure (kind, slug, name, path)"
                                + " values ('forum', 'loud', 'Loud', 'loud') returning id");
        ban(first, structure, "null", "null");
        ban(first, other, "now() - interval '1 minute'", "null");
        assertThat(left(first)).isEqualTo(204);
        assertThat(database.rows("select * from users join bans on user_id = users.id").toString())
                .doesNotContain(wallet.address().toLowerCase(Locale.ROOT).substring(2));

        Answer second = client.signedIn(wallet);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/member/id")).isNotEqualTo(first.text("/member/id"));
        assertThat(standing(second)).containsExactly(structure + "|null");
        assertThat(left(second)).isEqualTo(204);
        assertThat(standing(client.signedIn(wallet))).containsExactly(structure + "|null");
        assertThat(standing(client.signedIn(TestWallet.of(111)))).isEmpty();
    }

    private static void ban(Answer login, Object structure, String until, String lifted) {
        database.execute(
                "insert into bans (user_id, structure_id, reason, until, lifted_at) values (%s, %s, 'noise', %s, %s)"
                        .formatted(login.text("/member/id"), structure, until, lifted));
    }

    private static List<String> standing(Answer login) {
        return database.rows(
                "select structure_id, address_hash from bans where lifted_at is null and user_id = "
                        + login.text("/member/id"));
    }

    private static int left(Answer login) {
        return node.http()
                .send(
                        "DELETE",
                        "/api/sessions/me",
                        "",
                        "Authorization",
                        "Bearer " + login.text("/token"))
                .status();
    }

    @Test
    void whoLeftBeforeTheirBanWasKnownEverywhereStaysOutUntilItIsLifted() {
        var wallet = TestWallet.of(112);
        Answer login = client.signedIn(wallet);
        assertThat(me(login).status()).isEqualTo(200);
        // As another node would: this one remembers the credential for a while.
        ban(login, "null", "null", "null");
        assertThat(left(login)).isEqualTo(204);

        for (int i = 0; i < 2; i++) {
            assertThat(client.signedIn(wallet).text("/code")).isEqualTo("banned");
        }
        String moderator =
                TestNode.token(database, TestNode.member(database, "lifter", Role.MODERATOR));
        assertThat(
                        node.http()
                                .send(
                                        "DELETE",
                                        "/api/sessions/members/"
                                                + login.text("/member/id")
                                                + "/bans",
                                        "",
                                        "Authorization",
                                        "Bearer " + moderator)
                                .status())
                .isEqualTo(204);
        assertThat(client.signedIn(wallet).status()).isEqualTo(200);
    }

    @Test
    void noncesAreLimitedForEachAddressAndInAll() {
        try (TestNode limited =
                TestNode.on(
                        database,
                        "rate-limits.profile",
                        "on",
                        "rate-limits.nonce",
                        "2/1h",
                        "rate-limits.write.anonymous",
                        "5/1h")) {
            var stranger = new SigningClient(limited.http());
            var wallet = TestWallet.of(113);
            assertThat(stranger.nonce(wallet).status()).isEqualTo(201);
            assertThat(stranger.nonce(wallet).header("RateLimit")).startsWith("\"nonce\";r=0;");
            Answer third = stranger.nonce(wallet);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("RateLimit-Policy")).isEqualTo("\"nonce\";q=2;w=3600");
            assertThat(stranger.nonce(TestWallet.of(114)).status()).isEqualTo(201);
            assertThat(stranger.nonce(TestWallet.of(115)).status()).isEqualTo(201);
            Answer sixth = stranger.nonce(TestWallet.of(116));
            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.header("RateLimit-Policy")).isEqualTo("\"write\";q=5;w=3600");
        }
    }

    @Test
    void aWrongChecksumOfTheAddressIsPointedAt() {
        Answer answer =
                node.http()
                        .send(
                                "POST",
                                "/api/sessions/auth/nonces",
                                "{\"address\":\"0xFB6916095ca1df60bB79Ce92cE3Ea74c37c5d359\",\"chainId\":1}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/address");
    }
}
