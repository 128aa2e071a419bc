package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Connections that wait for each other, seen and ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityIT {
    private final RunningNode node = RunningNode.with("jobs.enabled", "false");
    private final TestClient admin = new TestClient(node.node().adminPort());

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private static long pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String ended(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private int end(long pid, String query) {
        return admin.send("DELETE", "/api/ops/activity/" + pid + query, "").status();
    }

    @Test
    @Timeout(30)
    void whoWaitsForALockIsSeenWithWhoHoldsItAndBothCanBeEnded() throws Exception {
        try (Connection holder = node.database().dataSource().getConnection();
                Connection waiter = node.database().dataSource().getConnection()) {
            holder.setAutoCommit(false);
            ended(holder, "lock table threads in access exclusive mode");
            long held = pid(holder);
            long waiting = pid(waiter);
            CompletableFuture<String> waits =
                    CompletableFuture.supplyAsync(
                            () ->
                                    ended(
                                            waiter,
                                            "select /* forum.threads.mine */ 'a secret word', count(*) from threads"));
            JsonNode locks = admin.get("/api/ops/locks").json();
            while (locks.get("items").isEmpty()) {
                Thread.sleep(20);
                locks = admin.get("/api/ops/locks").json();
            }

            assertThat(locks.at("/items/0/pid").asLong()).isEqualTo(waiting);
            assertThat(locks.at("/items/0/relation").asText()).isEqualTo("threads");
            assertThat(locks.at("/items/0/mode").asText()).isEqualTo("AccessShareLock");
            assertThat(locks.at("/items/0/statement").asText()).isEqualTo("forum.threads.mine");
            assertThat(locks.at("/items/0/blockedBy/0").asLong()).isEqualTo(held);
            String activity = admin.get("/api/ops/activity").body();
            assertThat(activity)
                    .contains("\"blockedBy\":[" + held + "]", "Lock:relation", "forum.threads.mine")
                    .contains("idle in transaction")
                    .doesNotContain("a secret word");

            assertThat(end(waiting, "")).isEqualTo(204);
            assertThat(waits.get(5, TimeUnit.SECONDS)).isEqualTo("57014");
            assertThat(end(held, "?terminate=true")).isEqualTo(204);
            while (end(held, "") != 404) {
                Thread.sleep(20);
            }
            assertThat(admin.get("/api/ops/locks").json().get("items")).isEmpty();
        }
    }

    @Test
    void whatIsNotThereOrIsTheOneThatAsksIsRefused() {
        admin.get("/api/ops/activity");
        long own =
                node.database()
                        .number(
                                "select pid from pg_stat_activity where datname = current_database()"
                                        + " and query like '%maintenance.activity.%' and pid <> pg_backend_pid()");
        TestClient.Answer ours = admin.send("DELETE", "/api/ops/activity/" + own, "");

        assertThat(ours.status()).isEqualTo(409);
        assertThat(ours.text("/code")).isEqualTo("own-connection");
        assertThat(end(1, "")).isEqualTo(404);
        assertThat(end(0, "")).isEqualTo(400);
        assertThat(admin.send("DELETE", "/api/ops/activity/all", "").status()).isEqualTo(400);
        assertThat(admin.get("/api/ops/activity").statements()).isEqualTo(1);
        assertThat(admin.get("/api/ops/locks").statements()).isEqualTo(1);
    }
}
