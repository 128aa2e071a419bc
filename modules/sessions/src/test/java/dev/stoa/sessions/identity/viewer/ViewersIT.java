package dev.stoa.sessions.identity.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewersIT {
    /** Answers whoever may ask; its statements are those of the viewer alone. */
    private static final String ANY = "/problems";

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

    private static Answer withKey(String key) {
        return node.http().get(ANY, "X-API-Key", key);
    }

    private static Answer withToken(String token) {
        return node.http().get(ANY, "Authorization", "Bearer " + token);
    }

    @Test
    void aCredentialCostsOneStatementAndThenNone() {
        long member = TestNode.member(database, "reader", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        String token = TestNode.token(database, member);

        assertThat(withKey(key).statements()).isEqualTo(1);
        assertThat(withKey(key)).extracting(Answer::status, Answer::statements).contains(200, 0);
        assertThat(withToken(token).statements()).isEqualTo(1);
        assertThat(withToken(token))
                .extracting(Answer::status, Answer::statements)
                .contains(200, 0);
    }

    @Test
    void whatIsNotAWholeCredentialIsRefused() {
        long member = TestNode.member(database, "careless", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        String token = TestNode.token(database, member);

        String prefix = key.substring(0, key.indexOf('.'));
        for (String wrong :
                new String[] {
                    key + "x",
                    key.substring(0, key.length() - 1),
                    prefix,
                    prefix + ".",
                    ".",
                    token,
                    "x".repeat(5000)
                }) {
            Answer answer = withKey(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.text("/code")).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
        }
        for (String wrong : new String[] {token + "x", "", key, "stoa_"}) {
            assertThat(withToken(wrong).status()).as(wrong).isEqualTo(401);
        }
        assertThat(withKey(key).status()).isEqualTo(200);
        assertThat(withToken(token).status()).isEqualTo(200);
    }

    @Test
    void aRefusalIsRememberedForAMomentToo() {
        assertThat(withKey("no.such").statements()).isEqualTo(1);
        assertThat(withKey("no.such"))
                .extracting(Answer::status, Answer::statements)
                .contains(401, 0);
    }

    @Test
    void whatIsOverIsRefusedEvenIfItWasRightAMomentAgo() throws Exception {
        long member = TestNode.member(database, "late", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        database.execute(
                "update api_keys set expires_at = now() + interval '700 milliseconds' where user_id = "
                        + member);
        assertThat(withKey(key).status()).isEqualTo(200);
        Thread.sleep(800);

        Answer answer = withKey(key);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/code")).isEqualTo("credential-expired");
        assertThat(answer.statements()).isZero();
    }

    @Test
    void theOldTokenOfARotationServesForAMinute() {
        long member = TestNode.member(database, "rotating", Role.MEMBER);
        String fresh = TestNode.token(database, member);
        database.execute(
                "update login_sessions set rotated_at = now() - interval '50 seconds' where user_id = "
                        + member);
        String old = TestNode.token(database, member);
        database.execute(
                "update login_sessions set rotated_at = now() - interval '61 seconds' where rotated_at is null"
                        + " and user_id = "
                        + member);

        assertThat(withToken(fresh).status()).isEqualTo(200);
        assertThat(withToken(old).text("/code")).isEqualTo("credential-expired");
    }

    @Test
    void aBannedMemberIsToldWhyAndUntilWhen() {
        long member = TestNode.member(database, "rude", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        database.execute(
                "insert into bans (user_id, reason, until) values (%d, 'insults', '2099-01-01T00:00:00Z')"
                        .formatted(member));

        Answer answer = withKey(key);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/code")).isEqualTo("banned");
        assertThat(answer.text("/detail")).contains("insults").contains("2099-01-01T00:00:00Z");
    }

    @Test
    void bansThatAreOverOrOfOneStructureDoNotHinder() {
        long member = TestNode.member(database, "mended", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        database.execute(
                """
                insert into forum_structure (id, kind, slug, name, path, position)
                values (1, 'zone', 'z', 'Z', 'z', 0)
                """);
        database.execute(
                """
                insert into bans (user_id, structure_id, reason, until, lifted_at)
                values (%1$d, null, 'over', now() - interval '1 second', null),
                       (%1$d, 1, 'there', null, null), (%1$d, null, 'lifted', null, now())
                """
                        .formatted(member));

        assertThat(withKey(key).status()).isEqualTo(200);
    }

    @Test
    void deletedMembersHaveNoCredentials() {
        long member = TestNode.member(database, "gone", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        database.execute("update users set status = 'deleted' where id = " + member);

        assertThat(withKey(key).status()).isEqualTo(401);
    }

    @Test
    void theLastVisitIsWrittenByTheWay() throws Exception {
        long member = TestNode.member(database, "visitor", Role.MEMBER);
        String key = TestNode.key(database, member, "forum:read");
        String token = TestNode.token(database, member);
        withKey(key);
        withToken(token);

        String seen =
                """
                select count(*) from member_presence p
                  join api_keys k on k.user_id = p.user_id and k.last_used_at > now() - interval '1 minute'
                  join login_sessions l on l.user_id = p.user_id and l.seen_at > now() - interval '1 minute'
                 where p.user_id = %d
                """
                        .formatted(member);
        for (int i = 0; database.number(seen) == 0; i++) {
            assertThat(i).isLessThan(150);
            Thread.sleep(50);
        }
    }
}
