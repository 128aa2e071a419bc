package dev.stoa.sessions.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that takes two reports a day of one member. */
class ReportLimitIT {
    private static final String REPORTS = "/api/sessions/reports";

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node =
                TestNode.on(
                        database,
                        "rate-limits.profile",
                        "on",
                        "rate-limits.report",
                        "2/1d",
                        "jobs.enabled",
                        "false");
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    private static Answer report(Member reporter, String type, Object id, String... headers) {
        return reporter.send(
                "POST",
                REPORTS,
                "{\"targetType\":\"%s\",\"targetId\":\"%s\",\"reason\":\"spam\"}"
                        .formatted(type, id),
                headers);
    }

    @Test
    void onlyReportsThatWereMadeCountTowardsTheDay() {
        Member anna = Folk.member(database, node);
        Member bo = Folk.member(database, node);
        String[] key = {"Idempotency-Key", "r"};

        for (int i = 0; i < 3; i++) {
            assertThat(report(anna, "member", anna.id()).status()).isEqualTo(422);
            assertThat(report(anna, "zone", 1).status()).isEqualTo(422);
            assertThat(report(anna, "thread", 987654321).status()).isEqualTo(404);
        }
        assertThat(report(anna, "member", bo.id(), key).status()).isEqualTo(201);
        for (int i = 0; i < 3; i++) {
            assertThat(report(anna, "member", bo.id()).status()).isEqualTo(409);
            assertThat(report(anna, "member", bo.id(), key).header("Idempotency-Replayed"))
                    .isEqualTo("true");
        }
        assertThat(report(anna, "member", Folk.member(database, node).id()).status())
                .isEqualTo(201);

        String session = anna.opens(bo);
        Answer refused = report(anna, "session", session);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/code")).isEqualTo("rate-limited");
        assertThat(anna.get("/api/sessions/sessions/" + session).text("/reported"))
                .isEqualTo("false");
        assertThat(database.number("select count(*) from reports")).isEqualTo(2);
        assertThat(report(anna, "member", bo.id(), key).status()).isEqualTo(201);
    }
}
