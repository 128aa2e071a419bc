package dev.stoa.sessions.identity.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MembersIT {
    private static final String ME = "/api/sessions/me";

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database);
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    /** Somebody with a token. */
    private record Someone(long id, String token) {
        static Someone named(String name, Role role) {
            long id = TestNode.member(database, name, role);
            return new Someone(id, TestNode.token(database, id));
        }

        Answer send(String method, String path, String json) {
            return node.http().send(method, path, json, "Authorization", "Bearer " + token);
        }

        Answer send(String method, String path, String json, String match) {
            return node.http()
                    .send(
                            method,
                            path,
                            json,
                            "Authorization",
                            "Bearer " + token,
                            "If-Match",
                            match);
        }
    }

    @Test
    void aProfileIsChangedByItsFieldsAlone() {
        var ann = Someone.named("ann", Role.MEMBER);
        Answer changed =
                ann.send(
                        "PATCH",
                        ME,
                        "{\"username\":\"Ann.B\",\"bio\":\"Hello\",\"email\":\"ann@example.org\","
                                + "\"avatarUrl\":\"https://example.org/a.png\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/username")).isEqualTo("Ann.B");
        assertThat(changed.text("/displayName")).isEqualTo("ann");
        assertThat(changed.text("/version")).isEqualTo("1");
        assertThat(ann.send("PATCH", ME, "{\"bio\":null}").text("/bio")).isEmpty();

        for (String privileged :
                new String[] {"\"role\":\"admin\"", "\"status\":\"active\"", "\"id\":\"1\""}) {
            assertThat(ann.send("PATCH", ME, "{" + privileged + "}").status()).isEqualTo(422);
        }
        assertThat(ann.send("GET", ME, "").text("/role")).isEqualTo("member");
    }

    @Test
    void whatWontDoIsPointedAt() {
        var bob = Someone.named("bob", Role.MEMBER);
        for (String wrong :
                new String[] {
                    "\"username\":\"ab\"",
                    "\"username\":\"wallet-x1\"",
                    "\"username\":\"Deleted-7\"",
                    "\"username\":\"a b c\"",
                    "\"avatarUrl\":\"http://example.org/a.png\"",
                    "\"avatarUrl\":\"javascript:alert(1)\"",
                    "\"email\":\"nobody\""
                }) {
            Answer answer = bob.send("PATCH", ME, "{" + wrong + "}");
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(wrong).startsWith("\"" + answer.text("/errors/0/pointer").substring(1));
        }
    }

    @Test
    void namesThatPassForTheServiceOrForNobodyAreNobodys() {
        var ida = Someone.named("ida", Role.ADMIN);
        for (String reserved :
                new String[] {"admin", "Moderator", "SYSTEM", "Stoa", "me", "null", "anonymous"}) {
            Answer answer = ida.send("PATCH", ME, "{\"username\":\"" + reserved + "\"}");
            assertThat(answer.status()).as(reserved).isEqualTo(422);
            assertThat(answer.text("/errors/0/code")).as(reserved).isEqualTo("reserved");
        }
        assertThat(ida.send("PATCH", ME, "{\"username\":\"admins\"}").status()).isEqualTo(200);
        assertThat(ida.send("PATCH", ME, "{\"displayName\":\"ann\"}").status()).isEqualTo(200);
    }

    @Test
    void namesAndAddressesBelongToOne() {
        var first = Someone.named("first", Role.MEMBER);
        var second = Someone.named("second", Role.MEMBER);
        first.send("PATCH", ME, "{\"email\":\"x@example.org\"}");

        assertThat(second.send("PATCH", ME, "{\"username\":\"FIRST\"}").text("/code"))
                .isEqualTo("name-taken");
        assertThat(second.send("PATCH", ME, "{\"email\":\"X@example.org\"}").text("/code"))
                .isEqualTo("email-taken");
    }

    @Test
    void anOlderVersionIsNotOverwritten() {
        var carl = Someone.named("carl", Role.MEMBER);
        assertThat(carl.send("PATCH", ME, "{\"bio\":\"a\"}", "\"v0\"").status()).isEqualTo(200);
        assertThat(carl.send("PATCH", ME, "{\"bio\":\"b\"}", "\"v0\"").status()).isEqualTo(412);
        assertThat(carl.send("DELETE", ME, "", "\"v0\"").text("/code"))
                .isEqualTo("version-mismatch");
        assertThat(carl.send("DELETE", ME, "", "\"v1\"").status()).isEqualTo(204);
    }

    @Test
    void aDeletedMemberLeavesNeitherNameNorCredentials() {
        var dora = Someone.named("dora", Role.MEMBER);
        String key = TestNode.key(database, dora.id(), "sessions:read");
        dora.send("PATCH", ME, "{\"email\":\"dora@example.org\",\"bio\":\"dora was here\"}");
        assertThat(dora.send("DELETE", ME, "").status()).isEqualTo(204);

        assertThat(dora.send("GET", ME, "").status()).isEqualTo(401);
        assertThat(node.http().get(ME, "X-API-Key", key).status()).isEqualTo(401);
        assertThat(database.rows("select * from users where id = " + dora.id()).getFirst())
                .doesNotContain("dora")
                .contains("deleted-" + dora.id());
    }

    @Test
    void theArchiveHoldsWhatIsTheirsAndNoSecret() throws Exception {
        var eve = Someone.named("eve", Role.MEMBER);
        database.execute(
                "insert into blocks (blocker_id, blocked, blocked_addr, blocked_id, is_by_member) values (%1$d, '0xabc', '0xabc', null, false), (%1$d, '0xdef', '0xdef', 0, true)"
                        .formatted(eve.id()));
        value(eve.id());
        var client = java.net.http.HttpClient.newHttpClient();
        var answer =
                client.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://127.0.0.1:"
                                                        + node.node().httpPort()
                                                        + ME
                                                        + "/export"))
                                .header("Authorization", "Bearer " + eve.token())
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofByteArray());
        client.close();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        var text = new StringBuilder();
        try (var zip =
                new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                text.append(entry.getName())
                        .append(
                                new String(
                                        zip.readAllBytes(),
                                        java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        assertThat(text.toString())
                .contains(
                        "profile.json",
                        "\"eve\"",
                        "blocks.json",
                        "0xabc",
                        "member:0",
                        "ledger.json")
                .contains("balance_after", "for the roses", "system:purse", "balances.json")
                .contains("\"asset\": \"rose\"", "karma.json", "\"points\": 7")
                .contains("about tea", "about rain")
                .doesNotContain("about others")
                .doesNotContain("hash", "hmac", "0xdef", eve.token());
    }

    /** A booking, karma, sessions from and to the address that know no ids; and one of others. */
    private static void value(long member) {
        String address = "0x" + "e".repeat(40);
        database.execute(
                "update users set address = '%s' where id = %d".formatted(address, member));
        database.execute(
                """
                insert into ledger_entries (transfer_id, user_id, account, asset, type, amount, cause, balance_after,
                                            counterparty, note)
                values (900, %1$d, 'member:%1$d', 'rose', 'transfer', 5, 'a', 5, 'system:purse', 'for the roses'),
                       (900, null, 'system:purse', 'rose', 'transfer', -5, 'a', -5, 'member:%1$d', 'for the roses')
                """
                        .formatted(member));
        database.execute(
                """
                insert into balances (account, asset, user_id, amount) values ('member:%1$d', 'rose', %1$d, 5)
                """
                        .formatted(member));
        database.execute(
                "insert into karma_entries (user_id, type, points) values (%d, 'vote', 7)"
                        .formatted(member));
        database.execute(
                """
                insert into peer_sessions (a_addr, b_addr, topic, expires_at)
                values ('%1$s', '0xaa', 'about tea', now()), ('0xaa', '%1$s', 'about rain', now()),
                       ('0xaa', '0xbb', 'about others', now())
                """
                        .formatted(address));
    }

    @Test
    void aRoleIsGivenByAdminsWhoSawTheVersion() {
        var admin = Someone.named("root", Role.ADMIN);
        var frank = Someone.named("frank", Role.MEMBER);
        String member = "/api/sessions/members/" + frank.id();
        String role = member + "/role";
        String body = "{\"role\":\"moderator\"}";

        assertThat(frank.send("PUT", role, body, "\"v0\"").status()).isEqualTo(403);
        assertThat(admin.send("PUT", role, body).status()).isEqualTo(428);
        assertThat(admin.send("PUT", role, body, "\"v9\"").status()).isEqualTo(412);
        Answer given = admin.send("PUT", role, body, "\"v0\"");
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.text("/role")).isEqualTo("moderator");
        // At once, though the credential was known as a member's.
        assertThat(frank.send("GET", member, "").status()).isEqualTo(200);
    }

    @Test
    void theLastAdminStays() throws Exception {
        try (TestDatabase alone = TestNode.database();
                TestNode small = TestNode.on(alone)) {
            long id = TestNode.member(alone, "only", Role.ADMIN);
            String token = "Bearer " + TestNode.token(alone, id);
            Answer demoted =
                    small.http()
                            .send(
                                    "PUT",
                                    "/api/sessions/members/" + id + "/role",
                                    "{\"role\":\"member\"}",
                                    "Authorization",
                                    token,
                                    "If-Match",
                                    "\"v0\"");
            assertThat(demoted.text("/code")).isEqualTo("last-admin");
            assertThat(small.http().send("DELETE", ME, "", "Authorization", token).text("/code"))
                    .isEqualTo("last-admin");
        }
    }

    @Test
    void aBanEndsLoginSessionsAndRefusesKeysUntilItIsLifted() {
        var moderator = Someone.named("judge", Role.MODERATOR);
        var greta = Someone.named("greta", Role.MEMBER);
        String key = TestNode.key(database, greta.id(), "sessions:read");
        assertThat(node.http().get(ME, "X-API-Key", key).status()).isEqualTo(200);
        assertThat(greta.send("GET", ME, "").status()).isEqualTo(200);
        String bans = "/api/sessions/members/" + greta.id() + "/bans";

        Answer ban =
                moderator.send(
                        "POST", bans, "{\"reason\":\"spam\",\"until\":\"2099-01-01T00:00:00Z\"}");
        assertThat(ban.status()).isEqualTo(201);
        assertThat(greta.send("GET", ME, "").status()).isEqualTo(401);
        assertThat(node.http().get(ME, "X-API-Key", key).text("/code")).isEqualTo("banned");
        assertThat(moderator.send("POST", bans, "{\"reason\":\"again\"}").text("/code"))
                .isEqualTo("already-banned");
        Answer list =
                moderator.send("GET", "/api/sessions/bans?standing=true&member=" + greta.id(), "");
        assertThat(list.text("/items/0/reason")).isEqualTo("spam");

        assertThat(moderator.send("DELETE", bans, "").status()).isEqualTo(204);
        assertThat(node.http().get(ME, "X-API-Key", key).status()).isEqualTo(200);
        assertThat(moderator.send("DELETE", bans, "").status()).isEqualTo(404);
    }

    @Test
    void anAdminLiftsTheBanOfAnyoneButThemselves() {
        var admin = Someone.named("chief", Role.ADMIN);
        var moderator = Someone.named("deputy", Role.MODERATOR);
        var banned = Someone.named("raised", Role.ADMIN);
        database.execute(
                "insert into bans (user_id, reason) values (%d, 'old')".formatted(banned.id()));
        database.execute("update users set status = 'banned' where id = " + banned.id());
        String bans = "/api/sessions/members/" + banned.id() + "/bans";

        assertThat(moderator.send("DELETE", bans, "").status()).isEqualTo(403);
        assertThat(admin.send("DELETE", bans, "").status()).isEqualTo(204);
        assertThat(banned.send("GET", ME, "").status()).isEqualTo(200);
        assertThat(banned.send("DELETE", bans, "").status()).isEqualTo(403);
        assertThat(admin.send("DELETE", "/api/sessions/members/999999/bans", "").status())
                .isEqualTo(404);
    }

    @Test
    void nobodyBansTheirEqualsOrBetters() {
        var moderator = Someone.named("fair", Role.MODERATOR);
        var equal = Someone.named("peer", Role.MODERATOR);
        var better = Someone.named("boss", Role.ADMIN);
        for (long id : new long[] {moderator.id(), equal.id(), better.id()}) {
            assertThat(
                            moderator
                                    .send(
                                            "POST",
                                            "/api/sessions/members/" + id + "/bans",
                                            "{\"reason\":\"x\"}")
                                    .status())
                    .isEqualTo(403);
        }
        assertThat(
                        better.send(
                                        "POST",
                                        "/api/sessions/members/" + equal.id() + "/bans",
                                        "{\"reason\":\"x\"}")
                                .status())
                .isEqualTo(201);
    }
}
