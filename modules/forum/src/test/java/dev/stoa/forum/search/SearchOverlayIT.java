package dev.stoa.forum.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SearchOverlayIT {
    private static final SmallForum MADE = SmallForum.empty();
    private static final long FIRST = MADE.thread(1, "Samovar brewing one", "x");
    private static final long SECOND = MADE.thread(1, "Samovar brewing two", "x");
    private static final long BY_MUTED = MADE.thread(1, "Samovar brewing three", "x");
    private static final long MARIES = MADE.post(FIRST, 1001, "a samovar of mine");
    private static final long MUTED_POST = MADE.post(SECOND, 1002, "a samovar of his");

    static {
        MADE.database().execute("update threads set user_id = 1002 where id = " + BY_MUTED);
    }

    private static final TestForum FORUM = TestForum.over(MADE.database(), Map.of());
    private static final String THREADS = "/api/forum/search?q=samovar";
    private static final String POSTS = THREADS + "&type=posts";
    private static final String RELATED = "/api/forum/threads/" + FIRST + "/related";

    @AfterAll
    static void stop() {
        FORUM.close();
        MADE.database().close();
    }

    /** Somebody who mutes Niels, and voted for what Marie wrote. */
    private static TestMember muting() {
        TestMember member = FORUM.member("member");
        MADE.database()
                .execute(
                        """
                        insert into mutes (user_id, target, target_id) values (%1$s, 'member', 1002);
                        insert into thread_votes (user_id, thread_id, value) values (%1$s, %2$d, 1);
                        insert into post_votes (user_id, post_id, thread_id, value) values (%1$s, %3$d, %2$d, -1)"""
                                .formatted(member.id(), FIRST, MARIES));
        return member;
    }

    private static List<Long> ids(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        answer.json().get("items").forEach(item -> ids.add(item.at(pointer).asLong()));
        return ids;
    }

    private static JsonNode hit(Answer answer, long thread) {
        for (JsonNode hit : answer.json().get("items")) {
            if (hit.at("/thread/id").asLong() == thread) {
                return hit;
            }
        }
        throw new AssertionError("no thread " + thread + " in " + answer.body());
    }

    @Test
    void threadsOfTheMutedAreLeftOutAndTheOthersShowTheViewersStates() {
        Answer found = FORUM.cold(THREADS, muting());

        assertThat(ids(found, "/thread/id")).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(hit(found, FIRST).at("/thread/viewer/vote").asInt()).isEqualTo(1);
        assertThat(hit(found, FIRST).at("/post/viewer/vote").asInt()).isEqualTo(-1);
        assertThat(hit(found, SECOND).at("/thread/viewer/favorited").isBoolean()).isTrue();
        assertThat(hit(found, SECOND).has("post")).as("by somebody muted").isFalse();
    }

    @Test
    void postsOfTheMutedAreLeftOut() {
        Answer found = FORUM.cold(POSTS, muting());

        assertThat(ids(found, "/post/id")).containsExactly(MARIES).doesNotContain(MUTED_POST);
        assertThat(found.json().at("/items/0/post/viewer/vote").asInt()).isEqualTo(-1);
        assertThat(found.json().at("/items/0/thread/viewer/vote").asInt()).isEqualTo(1);
    }

    @Test
    void relatedThreadsOfTheMutedAreLeftOut() {
        Answer found = FORUM.cold(RELATED, muting());

        assertThat(ids(found, "/id")).containsExactly(SECOND);
        assertThat(found.json().at("/items/0/viewer/vote").isInt()).isTrue();
    }

    @Test
    void anonymousViewersSeeAllAndNoStates() {
        Answer found = FORUM.cold(THREADS);

        assertThat(ids(found, "/thread/id")).containsExactlyInAnyOrder(FIRST, SECOND, BY_MUTED);
        assertThat(found.body()).doesNotContain("\"viewer\"");
        assertThat(hit(found, SECOND).at("/post/id").asLong()).isEqualTo(MUTED_POST);
        assertThat(ids(FORUM.cold(POSTS), "/post/id"))
                .containsExactlyInAnyOrder(MARIES, MUTED_POST);
        assertThat(FORUM.cold(RELATED).body()).doesNotContain("\"viewer\"");
    }

    @Test
    void theViewersStatesTakeOneStatementMoreAndNoneWarm() {
        TestMember member = muting();
        for (String list : List.of(THREADS, POSTS, RELATED)) {
            int shared = FORUM.cold(list).statements();
            assertThat(FORUM.cold(list, member).statements()).as(list).isEqualTo(shared + 1);
            assertThat(FORUM.http().get(list, member.credential()).statements()).isZero();
        }
        assertThat(FORUM.cold("/api/forum/search?q=samovra", member).statements()).isEqualTo(4);
    }
}
