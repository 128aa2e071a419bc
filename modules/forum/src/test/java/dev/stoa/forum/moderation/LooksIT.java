package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue and the log as moderators read them. */
class LooksIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Moderated PLACE = new Moderated();
    private static final String QUEUE = "/api/forum/moderation/queue";
    private static final List<Long> REPORTED = new ArrayList<>();
    private static long thread;
    private static long post;

    @BeforeAll
    static void report() {
        thread = PLACE.thread(PLACE.structure);
        post = PLACE.post(thread, 0, PLACE.author);
        report(PLACE.other, "thread", thread, "spam");
        report(PLACE.other, "post", post, "abuse");
        for (int i = 0; i < 8; i++) {
            REPORTED.add(PLACE.post(thread, post, PLACE.author));
            report(PLACE.other, "post", REPORTED.getLast(), "other");
        }
        report(PLACE.third, "post", post, "spam");
        for (long each : REPORTED) {
            PLACE.order("PUT", "/api/forum/posts/" + each + "/removal", "{\"reason\":\"rude\"}");
        }
    }

    private static void report(TestMember by, String type, long id, String reason) {
        Answer made =
                ask(
                        by,
                        "POST",
                        "/api/sessions/reports",
                        "{\"targetType\":\"%s\",\"targetId\":\"%d\",\"reason\":\"%s\"}"
                                .formatted(type, id, reason));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private static Answer look(String path) {
        Answer answer = FORUM.http().get(path, PLACE.moderator.credential());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void aTargetIsInTheQueueOnceByItsNewestReport() {
        JsonNode item = look(QUEUE + "?limit=5").json().at("/items/0");
        assertThat(item.at("/type").asText()).isEqualTo("post");
        assertThat(item.at("/id").asText()).isEqualTo(Long.toString(post));
        assertThat(item.at("/threadId").asText()).isEqualTo(Long.toString(thread));
        assertThat(item.at("/title").asText()).isEqualTo("A thread");
        assertThat(item.at("/excerpt").asText()).isEqualTo("some words");
        assertThat(item.at("/author/id").asText()).isEqualTo(Long.toString(PLACE.author.id()));
        assertThat(item.at("/removed").asBoolean()).isFalse();
        assertThat(item.at("/reports/count").asInt()).isEqualTo(2);
        assertThat(item.at("/reports/reasons").toString()).isEqualTo("[\"abuse\",\"spam\"]");
        assertThat(item.at("/removal").isNull()).isTrue();
    }

    @Test
    void aDecidedReportLeavesTheQueue() {
        long other = PLACE.post(thread, 0, PLACE.author);
        report(PLACE.third, "post", other, "spam");
        String report =
                Moderated.one(
                        "select id from reports where target_type = 'post' and target_id = "
                                + other);
        assertThat(look(QUEUE).body()).contains("\"id\":\"" + other + '"');
        Answer decided =
                ask(
                        PLACE.moderator,
                        "PUT",
                        "/api/sessions/reports/" + report + "/resolution",
                        "{\"status\":\"dismissed\",\"resolution\":\"fine\"}",
                        "If-Match",
                        "\"v0\"");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(look(QUEUE).body()).doesNotContain("\"id\":\"" + other + '"');
    }

    @Test
    void whatIsRemovedIsThereWithWhoAndWhy() {
        JsonNode item = look(QUEUE + "?state=removed&type=post").json().at("/items/0");
        assertThat(item.at("/id").asText()).isEqualTo(Long.toString(REPORTED.getLast()));
        assertThat(item.at("/removed").asBoolean()).isTrue();
        assertThat(item.at("/version").asInt()).isEqualTo(1);
        assertThat(item.at("/removal/by/id").asText())
                .isEqualTo(Long.toString(PLACE.moderator.id()));
        assertThat(item.at("/removal/reason").asText()).isEqualTo("rude");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                QUEUE + "?",
                QUEUE + "?type=post",
                QUEUE + "?state=removed",
                QUEUE + "?state=removed&type=post",
                "/api/forum/modlog?",
                "/api/forum/modlog?action=post-removed"
            })
    void aListIsOneStatementWhateverTheLimitAndAWalkMissesNothing(String list) {
        Answer few = look(list + "&limit=5");
        Answer many = look(list + "&limit=100");
        assertThat(few.statements()).isEqualTo(many.statements()).isEqualTo(1);

        List<String> all = keys(many);
        List<String> walked = new ArrayList<>(keys(few));
        String next = few.text("/page/next");
        while (!next.isEmpty() && walked.size() < all.size()) {
            Answer page = look(list + "&limit=5&after=" + next);
            walked.addAll(keys(page));
            next = page.text("/page/next");
        }
        assertThat(walked.subList(0, Math.min(all.size(), walked.size()))).isEqualTo(all);
        assertThat(new HashSet<>(walked)).hasSameSizeAs(walked);
    }

    private static List<String> keys(Answer answer) {
        List<String> keys = new ArrayList<>();
        answer.json()
                .at("/items")
                .forEach(item -> keys.add(item.path("type").asText() + item.path("id").asText()));
        return keys;
    }

    @Test
    void theLogIsFilteredByEachOfItsFields() {
        for (String filter :
                List.of(
                        "moderatorId=" + PLACE.moderator.id(),
                        "threadId=" + thread,
                        "structureId=" + PLACE.structure,
                        "action=post-removed&moderatorId=" + PLACE.moderator.id(),
                        "threadId=" + thread + "&action=post-removed")) {
            Answer page = look("/api/forum/modlog?limit=5&" + filter);
            assertThat(page.statements()).isEqualTo(1);
            assertThat(page.json().at("/items").size()).as(filter).isPositive();
            for (JsonNode entry : page.json().at("/items")) {
                assertThat(entry.at("/moderator/id").asText())
                        .isEqualTo(Long.toString(PLACE.moderator.id()));
                assertThat(entry.at("/target/structureId").asText()).as(filter).isNotEmpty();
            }
        }
        JsonNode entry = look("/api/forum/modlog?threadId=" + thread).json().at("/items/0");
        assertThat(entry.at("/action").asText()).isEqualTo("post-removed");
        assertThat(entry.at("/target/name").asText()).isEqualTo("A thread");
        assertThat(entry.at("/reason").asText()).isEqualTo("rude");
        assertThat(look("/api/forum/modlog?action=no-such").json().at("/items").size()).isZero();
    }

    @Test
    void neitherIsForMembers() {
        for (String path : List.of(QUEUE, "/api/forum/modlog")) {
            assertThat(FORUM.http().get(path, PLACE.author.credential()).status()).isEqualTo(403);
            assertThat(FORUM.http().get(path).status()).isEqualTo(401);
        }
    }
}
