package dev.stoa.sessions.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports of threads and posts in structures that ask for a role. */
class HiddenTargetsIT {
    private static final String REPORTS = "/api/sessions/reports";

    private static TestDatabase database;
    private static TestNode node;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database, "rate-limits.profile", "off", "jobs.enabled", "false");
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    private static long structure(String slug, String parent, String readRole) {
        return made(
                "forum_structure (kind, slug, name, path, parent_id, read_role) values ('forum', '%1$s', '%1$s', '%1$s', %2$s, '%3$s')"
                        .formatted(slug, parent, readRole));
    }

    private static long made(String row) {
        return database.number(
                "with made as (insert into " + row + " returning id) select id from made");
    }

    private static long thread(long structure) {
        return made(
                "threads (structure_id, title, slug, published_at) values (%d, 't', 't', now())"
                        .formatted(structure));
    }

    private static long post(long thread) {
        return made(
                "posts (thread_id, post_number, path, body, body_html) values (%d, 1, '1', '', '')"
                        .formatted(thread));
    }

    private static Answer report(Member by, String type, long id) {
        return by.send(
                "POST",
                REPORTS,
                "{\"targetType\":\"%s\",\"targetId\":\"%d\",\"reason\":\"spam\"}"
                        .formatted(type, id));
    }

    private static List<String> targets(Member viewer, String query) {
        List<String> targets = new ArrayList<>();
        viewer.get(REPORTS + "?limit=100" + query)
                .json()
                .at("/items")
                .forEach(
                        item ->
                                targets.add(
                                        item.get("targetType").asText()
                                                + item.get("targetId").asText()));
        return targets;
    }

    @Test
    void whatAReporterMayNotReadIsNotThereAndNeitherIsItForModeratorsWhoMayNot() {
        Member anna = Folk.member(database, node);
        Member moderator = Folk.moderator(database, node);
        Member admin = Folk.withoutAddress(database, node, Role.ADMIN);
        long open = structure("open", "null", "anon");
        long admins = structure("admins", "null", "admin");
        // Below what is hidden all is hidden, whatever it asks for itself.
        long below = structure("below", Long.toString(admins), "anon");
        long moderators = structure("moderators", Long.toString(open), "moderator");
        long shown = thread(open);
        long ofAdmins = thread(below);
        long postOfAdmins = post(ofAdmins);
        long ofModerators = thread(moderators);

        assertThat(report(anna, "thread", shown).status()).isEqualTo(201);
        assertThat(report(anna, "post", post(shown)).status()).isEqualTo(201);
        assertThat(report(anna, "thread", ofModerators).status()).isEqualTo(404);
        assertThat(report(moderator, "thread", ofModerators).status()).isEqualTo(201);
        for (Member blind : List.of(anna, moderator)) {
            Answer there = report(blind, "thread", ofAdmins);
            assertThat(there.status()).isEqualTo(404);
            assertThat(there.text("/detail")).isEqualTo("There is no thread " + ofAdmins + ".");
            assertThat(report(blind, "post", postOfAdmins).status()).isEqualTo(404);
        }
        Answer hidden = report(admin, "thread", ofAdmins);
        assertThat(hidden.status()).as(hidden.body()).isEqualTo(201);
        assertThat(report(admin, "post", postOfAdmins).status()).isEqualTo(201);

        String one = REPORTS + "/" + hidden.text("/id");
        for (String query :
                List.of("", "&status=open", "&reason=spam", "&reporter=" + admin.id())) {
            assertThat(targets(admin, query))
                    .as(query)
                    .contains("thread" + ofAdmins, "post" + postOfAdmins);
            assertThat(targets(moderator, query))
                    .as(query)
                    .doesNotContain("thread" + ofAdmins, "post" + postOfAdmins);
        }
        assertThat(targets(moderator, "&reporter=" + admin.id())).isEmpty();
        assertThat(targets(moderator, "&targetType=thread&targetId=" + ofAdmins)).isEmpty();
        assertThat(targets(moderator, "")).contains("thread" + shown, "thread" + ofModerators);
        assertThat(moderator.get(one).status()).isEqualTo(404);
        assertThat(admin.get(one).status()).isEqualTo(200);
        String decision = "{\"status\":\"resolved\",\"resolution\":\"r\"}";
        String[] v0 = {"If-Match", "\"v0\""};
        assertThat(moderator.send("PUT", one + "/resolution", decision, v0).status())
                .isEqualTo(404);
        assertThat(moderator.send("PUT", one + "/assignee", "{\"assignee\":null}", v0).status())
                .isEqualTo(404);
        assertThat(admin.send("PUT", one + "/resolution", decision, v0).status()).isEqualTo(200);
    }
}
