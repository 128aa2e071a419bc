package dev.stoa.sessions.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.identity.login.SigningClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestWallet;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing that a node keeps or says of its members opens a door. */
class KeyAtRestIT {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.\\\\-]{12,200}");

    @Test
    void aDumpOfTheDatabaseHoldsNoUsableSecretAndLogsAndMetricsNone() {
        var logged = new Recording();
        Logger root = Logger.getLogger("");
        root.addHandler(logged);
        try (TestDatabase database = TestNode.database();
                TestNode node = TestNode.on(database)) {
            List<String> secrets = used(node, database);

            String dump = dump(database);
            String metrics = node.admin().get("/metrics/prometheus").body();
            assertThat(dump).contains("wallet-");
            for (String secret : secrets) {
                assertThat(dump).doesNotContain(secret);
                assertThat(metrics).doesNotContain(secret);
                assertThat(logged.lines).noneMatch(line -> line.contains(secret));
            }
            for (String stored : values(dump)) {
                assertThat(tried(node, stored)).as(stored).containsOnly(401);
            }
        } finally {
            root.removeHandler(logged);
        }
    }

    /** Makes one of each, and uses it; what was secret of them. */
    private static List<String> used(TestNode node, TestDatabase database) {
        var client = new SigningClient(node.http());
        Answer nonce = client.nonce(TestWallet.of(401));
        Answer login = client.signedIn(TestWallet.of(402));
        Answer renewed = client.refresh(login.text("/refreshToken"));
        client.refresh(login.text("/refreshToken"));
        String token = TestNode.token(database, TestNode.member(database, "keyed", Role.MEMBER));
        String bearer = "Bearer " + token;
        String body = "{\"name\":\"k\",\"scopes\":[\"sessions:read\"]}";
        String key =
                node.http()
                        .send("POST", "/api/sessions/api-keys", body, "Authorization", bearer)
                        .text("/key");
        assertThat(node.http().get("/api/sessions/me", "X-API-Key", key).status()).isEqualTo(200);
        assertThat(node.http().get("/api/sessions/me", "X-API-Key", key + "x").status())
                .isEqualTo(401);
        return List.of(
                nonce.text("/nonce"),
                login.text("/token"),
                login.text("/refreshToken"),
                renewed.text("/token"),
                renewed.text("/refreshToken"),
                token,
                key,
                key.substring(key.indexOf('.') + 1));
    }

    private static String dump(TestDatabase database) {
        var text = new StringBuilder();
        for (String table :
                database.rows("select tablename from pg_tables where schemaname = 'public'")) {
            database.rows("select * from " + table).forEach(row -> text.append(row).append('\n'));
        }
        return text.toString();
    }

    /** What somebody with the dump would try first. */
    private static Set<String> values(String dump) {
        Set<String> values = new TreeSet<>();
        VALUE.matcher(dump).results().forEach(value -> values.add(value.group()));
        assertThat(values).anyMatch(value -> value.startsWith("\\x"));
        // Names of change sets and such are many, and no more than a sample is needed of them.
        values.removeIf(value -> !value.startsWith("\\x") && !value.matches("stoa[a-z0-9]{12}.*"));
        return values;
    }

    private static List<Integer> tried(TestNode node, String value) {
        List<Integer> statuses = new ArrayList<>();
        for (String credential : List.of(value, value.replace("\\x", ""))) {
            statuses.add(node.http().get("/problems", "X-API-Key", credential).status());
            statuses.add(
                    node.http().get("/problems", "Authorization", "Bearer " + credential).status());
            statuses.add(new SigningClient(node.http()).refresh(credential).status());
        }
        return statuses;
    }

    private static final class Recording extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Recording() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage() + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
