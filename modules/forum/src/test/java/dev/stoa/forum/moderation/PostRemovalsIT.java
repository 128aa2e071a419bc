package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.execute;
import static dev.stoa.forum.moderation.Moderated.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import org.junit.jupiter.api.Test;

/** Removals of posts over HTTP, and what follows from them. */
class PostRemovalsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Moderated PLACE = new Moderated();
    private static final String WHY = "{\"reason\":\"insults\"}";

    private final long thread = PLACE.thread(PLACE.structure);
    private final long answer = PLACE.post(thread, 0, PLACE.other);
    private final long reply = PLACE.post(thread, answer, PLACE.third);
    private final String path = "/api/forum/posts/" + answer + "/removal";

    @Test
    void aRemovedPostLosesItsTextItsPlaceInCountersAndIsBroughtBack() {
        assertThat(FORUM.http().get("/api/forum/posts/" + answer).status()).isEqualTo(200);
        Answer removed = PLACE.order("PUT", path, WHY);
        assertThat(removed.status()).as(removed.body()).isEqualTo(200);
        assertThat(removed.json().at("/state/removed").asBoolean()).isTrue();
        assertThat(PLACE.order("PUT", path, WHY).body()).isEqualTo(removed.body());
        assertThat(FORUM.http().get("/api/forum/posts/" + answer).status()).isEqualTo(404);
        Answer tree = FORUM.http().get("/api/forum/threads/" + thread + "/posts?sort=tree");
        assertThat(tree.json().at("/items").size()).isEqualTo(3);
        assertThat(tree.json().at("/items/1/body").isNull()).isTrue();
        assertThat(PLACE.drift()).isEmpty();

        assertThat(PLACE.order("DELETE", path, "").status()).isEqualTo(200);
        assertThat(FORUM.http().get("/api/forum/posts/" + answer).status()).isEqualTo(200);
        assertThat(PLACE.drift()).isEmpty();
        assertThat(
                        one(
                                "select action, target_id from modlog where thread_id = %d order by id"
                                        .formatted(thread)))
                .isEqualTo("post-removed|" + answer + ";post-restored|" + answer);
        assertThat(
                        one(
                                "select action from notifications where post_id = "
                                        + answer
                                        + " order by id"))
                .isEqualTo("post-removed;post-restored");
    }

    @Test
    void theLastPostIsTheNewestThatIsShown() {
        PLACE.order("PUT", "/api/forum/posts/" + reply + "/removal", WHY);
        assertThat(
                        one(
                                "select last_post_user_id, last_post_number from threads where id = "
                                        + thread))
                .isEqualTo(PLACE.other.id() + "|3");
        assertThat(PLACE.drift()).isEmpty();
    }

    @Test
    void theFirstPostGoesWithItsThreadAlone() {
        String first = one("select first_post_id from threads where id = " + thread);
        Answer refused = PLACE.order("PUT", "/api/forum/posts/" + first + "/removal", WHY);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("first-post");
    }

    @Test
    void anAcceptedAnswerThatIsRemovedIsNoneAnyMore() {
        execute(
                """
                update threads set kind = 'question', answer_post_id = %1$d where id = %2$d;
                insert into karma_entries (user_id, type, points, thread_id, post_id)
                values (%3$d, 'accepted-answer', 15, %2$d, %1$d)"""
                        .formatted(answer, thread, PLACE.other.id()));
        assertThat(one("select sum(points) from karma_entries where post_id = " + answer))
                .isEqualTo("15");
        PLACE.order("PUT", path, WHY);
        assertThat(one("select sum(points), count(*) from karma_entries where post_id = " + answer))
                .isEqualTo("0|2");
        assertThat(one("select answer_post_id is null from threads where id = " + thread))
                .isEqualTo("t");
        assertThat(PLACE.drift()).isEmpty();
    }

    @Test
    void postsOfARemovedThreadCountForNoStructure() {
        PLACE.order("PUT", "/api/forum/threads/" + thread + "/removal", WHY);
        PLACE.order("PUT", path, WHY);
        assertThat(PLACE.drift()).isEmpty();
        PLACE.order("DELETE", "/api/forum/threads/" + thread + "/removal", "");
        assertThat(PLACE.drift()).isEmpty();
    }
}
