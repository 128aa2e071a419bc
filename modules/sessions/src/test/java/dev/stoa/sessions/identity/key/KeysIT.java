package dev.stoa.sessions.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysIT {
    private static final String KEYS = "/api/sessions/api-keys";

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database, "sessions.api-keys.overlap", "2s");
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    private static Answer send(String token, String method, String path, String json) {
        return node.http().send(method, path, json, "Authorization", "Bearer " + token);
    }

    private static int meWith(String key) {
        return node.http().get("/api/sessions/me", "X-API-Key", key).status();
    }

    @Test
    void aKeyIsShownOnceAndServesWithItsScopesAlone() {
        String token = TestNode.token(database, TestNode.member(database, "maker", Role.MEMBER));
        Answer made =
                send(
                        token,
                        "POST",
                        KEYS,
                        "{\"name\":\"bot\",\"scopes\":[\"forum:read\",\"sessions:read\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isNotEmpty();
        String key = made.text("/key");
        assertThat(meWith(key)).isEqualTo(200);

        Answer list = send(token, "GET", KEYS, "");
        assertThat(list.text("/items/0/prefix")).isEqualTo(made.text("/prefix"));
        assertThat(list.body()).doesNotContain(key.substring(key.indexOf('.') + 1));
        assertThat(
                        node.http()
                                .send(
                                        "PATCH",
                                        "/api/sessions/me",
                                        "{\"bio\":\"x\"}",
                                        "X-API-Key",
                                        key)
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aKeyMakesNoKeys() {
        long member = TestNode.member(database, "automaton", Role.ADMIN);
        String key = TestNode.key(database, member, "sessions:write");
        assertThat(
                        node.http()
                                .send(
                                        "POST",
                                        KEYS,
                                        "{\"name\":\"b\",\"scopes\":[\"forum:read\"]}",
                                        "X-API-Key",
                                        key)
                                .status())
                .isEqualTo(403);
    }

    @Test
    void whatARoleMayNotHaveItsKeysMayNot() {
        String token = TestNode.token(database, TestNode.member(database, "plain", Role.MODERATOR));
        assertThat(send(token, "POST", KEYS, "{\"name\":\"o\",\"scopes\":[\"ops:read\"]}").status())
                .isEqualTo(403);
        assertThat(
                        send(
                                        token,
                                        "POST",
                                        KEYS,
                                        "{\"name\":\"o\",\"scopes\":[\"forum:read\"],\"limitPolicy\":\"load\"}")
                                .status())
                .isEqualTo(403);
        assertThat(send(token, "POST", KEYS, "{\"name\":\"o\",\"scopes\":[\"root\"]}").status())
                .isEqualTo(422);
        String admin = TestNode.token(database, TestNode.member(database, "chief", Role.ADMIN));
        assertThat(send(admin, "POST", KEYS, "{\"name\":\"o\",\"scopes\":[\"ops:*\"]}").status())
                .isEqualTo(201);
    }

    @Test
    void aDemotedAdminsKeysLoseOperations() throws Exception {
        long member = TestNode.member(database, "former", Role.ADMIN);
        String key = TestNode.key(database, member, "ops:read", "sessions:read");
        assertThat(meWith(key)).isEqualTo(200);
        database.execute("update users set role = 'member' where id = " + member);
        Thread.sleep(5_100);
        assertThat(meWith(key)).isEqualTo(200);
        assertThat(node.http().get("/api/sessions/bans", "X-API-Key", key).status()).isEqualTo(403);
    }

    @Test
    void aDemotedAdminsKeysAreCountedLikeAnyOther() {
        long member = TestNode.member(database, "loader", Role.ADMIN);
        String before = loadKey(member);
        String after = loadKey(member);
        String token = TestNode.token(database, member);
        try (TestNode limited = TestNode.on(database, "rate-limits.profile", "on")) {
            assertThat(limits(limited, before)).isEmpty();
            database.execute("update users set role = 'member' where id = " + member);
            assertThat(limits(limited, after)).isNotEmpty();
        }

        long id = database.number("select max(id) from api_keys where user_id = " + member);
        assertThat(send(token, "POST", KEYS + "/" + id + "/rotation", "").status()).isEqualTo(201);
        assertThat(send(token, "GET", KEYS, "").text("/items/0/limitPolicy")).isEqualTo("default");
    }

    private static String loadKey(long member) {
        String key = TestNode.key(database, member, "sessions:read");
        database.execute("update api_keys set limit_policy = 'load' where user_id = " + member);
        return key;
    }

    private static String limits(TestNode limited, String key) {
        Answer me = limited.http().get("/api/sessions/me", "X-API-Key", key);
        assertThat(me.status()).isEqualTo(200);
        return me.header("RateLimit");
    }

    @Test
    void atOnceNoMoreThanFiftyKeysAreMadeAndEndedOnesTakeNoRoom() throws Exception {
        long member = TestNode.member(database, "hoarder", Role.MEMBER);
        database.execute(
                "insert into api_keys (user_id, name, prefix, hmac, scopes, expires_at)"
                        + " select %d, 'old', 'old%d-' || i, '\\x00', '{forum:read}', now() - interval '1 day'"
                                .formatted(member, member)
                        + " from generate_series(1, 50) i");
        String token = TestNode.token(database, member);
        List<Future<Integer>> made;
        try (ExecutorService clients = Executors.newFixedThreadPool(20)) {
            made = clients.invokeAll(Collections.nCopies(70, () -> made(token)));
        }
        int successes = 0;
        for (Future<Integer> each : made) {
            assertThat(each.get()).isIn(201, 409);
            successes += each.get() == 201 ? 1 : 0;
        }
        assertThat(successes).isEqualTo(50);
    }

    private static int made(String token) {
        return send(token, "POST", KEYS, "{\"name\":\"k\",\"scopes\":[\"forum:read\"]}").status();
    }

    @Test
    void theNameOfTheDemosKeyIsNobodyElses() {
        String token = TestNode.token(database, TestNode.member(database, "posing", Role.ADMIN));
        Answer refused =
                send(token, "POST", KEYS, "{\"name\":\"./stoa demo\",\"scopes\":[\"forum:read\"]}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/name");
        assertThat(
                        send(token, "POST", KEYS, "{\"name\":\"demo\",\"scopes\":[\"forum:read\"]}")
                                .status())
                .isEqualTo(201);
    }

    @Test
    void aRevokedKeyIsRefusedBeforeTheAnswerIsSent() {
        String token = TestNode.token(database, TestNode.member(database, "careful", Role.MEMBER));
        Answer made = send(token, "POST", KEYS, "{\"name\":\"k\",\"scopes\":[\"sessions:read\"]}");
        assertThat(meWith(made.text("/key"))).isEqualTo(200);
        String stranger = TestNode.token(database, TestNode.member(database, "nosy", Role.ADMIN));
        String path = KEYS + "/" + made.text("/id");

        assertThat(send(stranger, "DELETE", path, "").status()).isEqualTo(404);
        assertThat(meWith(made.text("/key"))).isEqualTo(200);
        assertThat(send(token, "DELETE", path, "").status()).isEqualTo(204);
        assertThat(meWith(made.text("/key"))).isEqualTo(401);
        assertThat(send(token, "DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void afterARotationBothKeysServeForTheOverlapAndThenTheNewOne() throws Exception {
        String token = TestNode.token(database, TestNode.member(database, "turner", Role.MEMBER));
        Answer old = send(token, "POST", KEYS, "{\"name\":\"k\",\"scopes\":[\"sessions:read\"]}");
        assertThat(meWith(old.text("/key"))).isEqualTo(200);
        Answer next = send(token, "POST", KEYS + "/" + old.text("/id") + "/rotation", "");

        assertThat(next.status()).isEqualTo(201);
        assertThat(meWith(old.text("/key"))).isEqualTo(200);
        assertThat(meWith(next.text("/key"))).isEqualTo(200);
        assertThat(send(token, "POST", KEYS + "/" + old.text("/id") + "/rotation", "").status())
                .isEqualTo(404);
        Thread.sleep(2_200);
        assertThat(meWith(old.text("/key"))).isEqualTo(401);
        assertThat(meWith(next.text("/key"))).isEqualTo(200);
    }
}
