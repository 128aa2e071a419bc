package dev.stoa.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Flags, draining and the schema, as an operator meets them. */
class OperatorIT {
    private static final String FLAG = "/api/ops/flags/forum.ranking-snapshots";

    private final RunningNode node = OperatedNode.node();
    private final TestClient admin = OperatedNode.admin();

    private String epoch() {
        return node.database().rows("select max(epoch) from thread_rank_epochs").getFirst();
    }

    private void awaitEpochAfter(String known) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (epoch().equals(known)) {
            assertThat(System.nanoTime()).as("no new snapshot").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aFlagIsSetByWhoKnowsItsVersionAndStopsWhatHangsOnIt() throws Exception {
        assertThat(admin.get(FLAG).text("/version")).isEqualTo("0");
        assertThat(admin.send("PUT", FLAG, "{\"on\":false}").status()).isEqualTo(428);
        assertThat(admin.send("PUT", FLAG, "{\"on\":false}", "If-Match", "\"v1\"").status())
                .isEqualTo(412);
        assertThat(admin.send("PUT", FLAG, "{\"on\":1}", "If-Match", "\"v0\"").status())
                .isEqualTo(422);
        assertThat(admin.get("/api/ops/flags/no.such").status()).isEqualTo(404);
        awaitEpochAfter(epoch());

        TestClient.Answer off = admin.send("PUT", FLAG, "{\"on\":false}", "If-Match", "\"v0\"");

        assertThat(off.status()).isEqualTo(200);
        assertThat(off.text("/on")).isEqualTo("false");
        assertThat(off.statements()).isLessThanOrEqualTo(3);
        // A run that had begun may still come to its end.
        Thread.sleep(500);
        String last = epoch();
        Thread.sleep(1_500);
        assertThat(epoch()).isEqualTo(last);

        TestClient.Answer on = admin.send("PUT", FLAG, "{\"on\":true}", "If-Match", "\"v1\"");
        assertThat(on.text("/version")).isEqualTo("2");
        awaitEpochAfter(last);
        assertThat(admin.get("/api/ops/flags").text("/items/0/name"))
                .isEqualTo("cache.early-refresh");
    }

    @Test
    void aDrainingNodeIsNotReadyAndServesAndIsTakenBack() throws Exception {
        assertThat(admin.get("/api/ops/drain").text("/status")).isEqualTo("ready");

        assertThat(admin.post("/api/ops/drain").text("/status")).isEqualTo("draining");

        assertThat(node.get("/ready").statusCode()).isEqualTo(503);
        assertThat(node.get("/ready").body()).contains("draining");
        assertThat(node.get("/health").statusCode()).isEqualTo(200);
        assertThat(node.get("/api/forum/threads?limit=3").statusCode()).isEqualTo(200);
        assertThat(node.get("/api/forum/events?topics=feed:hot").statusCode()).isEqualTo(503);
        Thread.sleep(500);
        String last = epoch();
        Thread.sleep(1_500);
        assertThat(epoch()).as("no job begins").isEqualTo(last);

        assertThat(admin.send("DELETE", "/api/ops/drain", "").status()).isEqualTo(204);

        assertThat(node.get("/ready").statusCode()).isEqualTo(200);
        awaitEpochAfter(last);
        assertThat(admin.post("/api/ops/drain?x=1").status()).isEqualTo(400);
    }

    @Test
    void everyChangeSetIsListedAsAppliedWithTheTagsToGoBackTo() {
        TestClient.Answer list = admin.get("/api/ops/migrations");

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text("/items/0/id")).isEqualTo("empty");
        assertThat(list.text("/items/0/tag")).isEqualTo("empty");
        assertThat(list.json().findValuesAsText("state")).containsOnly("applied");
        assertThat(list.json().findValuesAsText("tag")).contains("floor", "community");
    }

    @Test
    void aChangeSetIsToldWhenItWasAppliedWhateverTheZone() {
        Instant here = Instant.parse(admin.get("/api/ops/migrations").text("/items/0/appliedAt"));
        assertThat(here).isBetween(Instant.now().minusSeconds(3600), Instant.now().plusSeconds(5));
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            assertThat(admin.get("/api/ops/migrations").text("/items/0/appliedAt"))
                    .isEqualTo(here.toString());
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aNodeTellsWhatARollbackWouldDoAndDoesNotDoIt() {
        String path = "/api/ops/migrations/rollback";
        TestClient.Answer plan = admin.send("POST", path, "{\"to\":\"community\",\"dryRun\":true}");
        assertThat(plan.status()).as(plan.body()).isEqualTo(200);
        assertThat(plan.json().at("/changeSets"))
                .extracting(id -> id.asText())
                .contains("platform-012-feature-flags");
        assertThat(plan.text("/sql")).contains("drop table if exists feature_flags");

        TestClient.Answer refused = admin.send("POST", path, "{\"to\":\"community\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("schema-in-use");
        TestClient.Answer unknown =
                admin.send("POST", path, "{\"to\":\"yesterday\",\"dryRun\":true}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text("/errors/0/pointer")).isEqualTo("/to");
        assertThat(admin.send("POST", path, "{\"dryRun\":true}").status()).isEqualTo(422);
        assertThat(admin.get(FLAG).status()).isEqualTo(200);
    }
}
