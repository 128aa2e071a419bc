package dev.stoa.sessions.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevocationIT {
    @Test
    void withRedisTheOtherNodeRefusesARevokedKeyWithinASecond() throws Exception {
        try (TestDatabase database = TestNode.database();
                TestRedis redis = TestRedis.started();
                TestNode one = TestNode.on(database, "redis.url", redis.url());
                TestNode other = TestNode.on(database, "redis.url", redis.url())) {
            // The first message may find the other not listening yet.
            revokedAfter(database, one, other, "first");
            assertThat(revokedAfter(database, one, other, "second"))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void withoutRedisItDoesSoWithinFiveSeconds() throws Exception {
        try (TestDatabase database = TestNode.database();
                TestNode one = TestNode.on(database);
                TestNode other = TestNode.on(database)) {
            assertThat(revokedAfter(database, one, other, "alone"))
                    .isLessThan(Duration.ofMillis(5_500));
        }
    }

    /** How long the other node goes on to take a key that it knew, after it was revoked here. */
    private static Duration revokedAfter(
            TestDatabase database, TestNode one, TestNode other, String name) throws Exception {
        long member = TestNode.member(database, name, Role.MEMBER);
        String key = TestNode.key(database, member, "sessions:read");
        long id = database.number("select max(id) from api_keys");
        String token = TestNode.token(database, member);
        assertThat(status(other, key)).isEqualTo(200);

        int revoked =
                one.http()
                        .send(
                                "DELETE",
                                "/api/sessions/api-keys/" + id,
                                "",
                                "Authorization",
                                "Bearer " + token)
                        .status();
        assertThat(revoked).isEqualTo(204);
        long since = System.nanoTime();
        while (status(other, key) == 200) {
            assertThat(System.nanoTime() - since).isLessThan(Duration.ofSeconds(10).toNanos());
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static int status(TestNode node, String key) {
        return node.http().get("/api/sessions/me", "X-API-Key", key).status();
    }
}
