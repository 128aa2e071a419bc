package dev.stoa.sessions.identity.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

class AdminListenerIT {
    private static final String ASKED = "/openapi";

    @Test
    void anAdminsCredentialWithOperationsOpensItAndNoOther() {
        try (TestDatabase database = TestNode.database();
                TestNode node =
                        TestNode.on(
                                database,
                                "secrets.admin-key",
                                "a key that only operators have got")) {
            long admin = TestNode.member(database, "operator", Role.ADMIN);
            long member = TestNode.member(database, "visitor", Role.MEMBER);

            assertThat(withKey(node, TestNode.key(database, admin, "ops:read"))).isEqualTo(200);
            assertThat(withKey(node, TestNode.key(database, admin, "ops:write"))).isEqualTo(403);
            assertThat(withKey(node, TestNode.key(database, admin, "forum:read"))).isEqualTo(403);
            // As if put into the database by hand: the role decides.
            assertThat(withKey(node, TestNode.key(database, member, "ops:read"))).isEqualTo(403);
            assertThat(withToken(node, TestNode.token(database, admin))).isEqualTo(200);
            assertThat(withToken(node, TestNode.token(database, member))).isEqualTo(403);
            assertThat(node.admin().get(ASKED).status()).isEqualTo(401);
        }
    }

    private static int withKey(TestNode node, String key) {
        return node.admin().get(ASKED, "X-API-Key", key).status();
    }

    private static int withToken(TestNode node, String token) {
        return node.admin().get(ASKED, "Authorization", "Bearer " + token).status();
    }
}
