package dev.stoa.sessions.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestWallet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefreshIT {
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

    private static int me(String token) {
        return node.http().get("/api/sessions/me", "Authorization", "Bearer " + token).status();
    }

    @Test
    void aRefreshGivesNewTokensAndTheOldServeRequestsInFlight() {
        Answer first = client.signedIn(TestWallet.of(201));
        Answer second = client.refresh(first.text("/refreshToken"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/token")).isNotEqualTo(first.text("/token"));
        assertThat(me(second.text("/token"))).isEqualTo(200);
        assertThat(me(first.text("/token"))).isEqualTo(200);
        assertThat(me(second.text("/refreshToken"))).isEqualTo(401);
    }

    @Test
    void aRefreshTokenShownAgainEndsTheWholeFamily() {
        Answer first = client.signedIn(TestWallet.of(202));
        Answer second = client.refresh(first.text("/refreshToken"));
        assertThat(me(second.text("/token"))).isEqualTo(200);

        Answer reused = client.refresh(first.text("/refreshToken"));
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.text("/code")).isEqualTo("token-reused");
        assertThat(me(second.text("/token"))).isEqualTo(401);
        assertThat(me(first.text("/token"))).isEqualTo(401);
        assertThat(client.refresh(second.text("/refreshToken")).status()).isEqualTo(401);
        assertThat(
                        database.rows(
                                "select distinct ended_reason from login_sessions where user_id = "
                                        + first.text("/member/id")))
                .containsExactly("reused");
    }

    @Test
    void ofTwoRefreshesAtOnceOneWinsAndTheOtherCountsAsReuse() throws Exception {
        for (int round = 0; round < 5; round++) {
            String token = client.signedIn(TestWallet.of(203)).text("/refreshToken");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Answer> refresh = () -> client.refresh(token);
                List<Future<Answer>> both = threads.invokeAll(List.of(refresh, refresh));
                List<Integer> statuses =
                        List.of(both.get(0).get().status(), both.get(1).get().status());
                assertThat(statuses).containsExactlyInAnyOrder(200, 401);
            }
        }
    }

    @Test
    void aRefreshTokenThatIsOverIsRefused() {
        Answer login = client.signedIn(TestWallet.of(204));
        database.execute(
                "update login_sessions set refresh_expires_at = now() - interval '1 second' where user_id = "
                        + login.text("/member/id"));

        assertThat(client.refresh(login.text("/refreshToken")).text("/code"))
                .isEqualTo("credential-expired");
        assertThat(client.refresh("stoar_nobodys").status()).isEqualTo(401);
    }

    @Test
    void signingOutEndsOneLoginSessionAndLeavesTheOthers() {
        var wallet = TestWallet.of(205);
        String here = client.signedIn(wallet).text("/token");
        Answer there = client.signedIn(wallet);
        Answer list =
                node.http()
                        .get(
                                "/api/sessions/auth/sessions",
                                "Authorization",
                                "Bearer " + there.text("/token"));
        assertThat(list.json().at("/items")).hasSize(2);
        assertThat(list.json().at("/items/0/current").asBoolean()).isTrue();
        assertThat(list.json().at("/items/1/current").asBoolean()).isFalse();
        assertThat(list.statements()).isLessThanOrEqualTo(2);

        assertThat(
                        node.http()
                                .send(
                                        "DELETE",
                                        "/api/sessions/auth/session",
                                        "",
                                        "Authorization",
                                        "Bearer " + here)
                                .status())
                .isEqualTo(204);
        assertThat(me(here)).isEqualTo(401);
        assertThat(me(there.text("/token"))).isEqualTo(200);
    }

    @Test
    void aMemberEndsTheirOwnLoginSessionsAlone() {
        var wallet = TestWallet.of(206);
        Answer lost = client.signedIn(wallet);
        assertThat(me(lost.text("/token"))).isEqualTo(200);
        String token = client.signedIn(wallet).text("/token");
        String id =
                node.http()
                        .get("/api/sessions/auth/sessions", "Authorization", "Bearer " + token)
                        .text("/items/1/id");
        String stranger = client.signedIn(TestWallet.of(207)).text("/token");
        String path = "/api/sessions/auth/sessions/" + id;

        assertThat(
                        node.http()
                                .send("DELETE", path, "", "Authorization", "Bearer " + stranger)
                                .status())
                .isEqualTo(404);
        assertThat(me(lost.text("/token"))).isEqualTo(200);
        assertThat(
                        node.http()
                                .send("DELETE", path, "", "Authorization", "Bearer " + token)
                                .status())
                .isEqualTo(204);
        assertThat(me(lost.text("/token"))).isEqualTo(401);
    }
}
