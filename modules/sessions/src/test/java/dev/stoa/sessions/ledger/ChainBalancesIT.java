package dev.stoa.sessions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Balances of a chain over HTTP. */
class ChainBalancesIT {
    private static final String BALANCES = "/api/sessions/balances";
    private static final String NINE = "0x%040x".formatted(9);

    private ChainNode chain;
    private TestDatabase database;
    private TestNode node;
    private String key;

    @BeforeEach
    void start() throws Exception {
        chain = ChainNode.started();
        database = TestNode.database();
        node =
                TestNode.on(
                        database,
                        "rate-limits.profile",
                        "off",
                        "sessions.balances.source",
                        "json-rpc",
                        "sessions.balances.json-rpc.url",
                        chain.address().toString());
        key =
                TestNode.key(
                        database, TestNode.member(database, "one", Role.MEMBER), "sessions:read");
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
        chain.close();
    }

    private Answer get(String path) {
        return node.http().get(path, "X-API-Key", key);
    }

    private Answer refresh() {
        return node.http().send("POST", BALANCES + "/" + NINE + "/refresh", "", "X-API-Key", key);
    }

    @Test
    void fiveHundredAskersAtOnceMakeOneQuestion() throws Exception {
        chain.does(
                (exchange, request) -> {
                    Thread.sleep(300);
                    ChainNode.well(exchange, request);
                });
        Callable<Answer> asker = () -> get(BALANCES + "/" + NINE);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(500, asker))) {
                assertThat(answer.get().status()).isEqualTo(200);
                assertThat(answer.get().text("/balances/0/amount")).isEqualTo("9");
                assertThat(answer.get().text("/source")).isEqualTo("json-rpc");
            }
        }
        assertThat(chain.asked()).isOne();
    }

    @Test
    void whoeverIsSignedInMayAskForMany() {
        Answer answer =
                get(
                        BALANCES
                                + "?addresses="
                                + String.join(",", List.of(NINE, "0x%040X".formatted(0xab), NINE)));

        assertThat(answer.json().at("/items")).hasSize(2);
        assertThat(answer.text("/items/1/address")).isEqualTo("0x%040x".formatted(0xab));
        assertThat(chain.asked()).isOne();
        assertThat(node.http().get(BALANCES + "/" + NINE).status()).isEqualTo(401);
    }

    @Test
    void aRefreshWhileTheChainFailsAnswersWhatWasKnownAndSaysSo() {
        Answer good = get(BALANCES + "/" + NINE);
        chain.answers(500, "");

        Answer stale = refresh();

        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.text("/stale")).isEqualTo("true");
        assertThat(stale.text("/asOf")).isEqualTo(good.text("/asOf"));
        Answer unknown = get(BALANCES + "/" + "0x%040x".formatted(10));
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.header("Retry-After")).isNotEmpty();
        assertThat(unknown.body()).doesNotContain("secret-key", "127.0.0.1");
        chain.does(ChainNode::well);
        assertThat(refresh().text("/stale")).isEqualTo("false");
    }
}
