package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.execute;
import static dev.stoa.forum.writing.Writers.firstPost;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.object;
import static dev.stoa.forum.writing.Writers.opened;
import static dev.stoa.forum.writing.Writers.replied;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking away what is one's own. */
class RemovalsIT {
    private TestMember ada;
    private TestMember bob;
    private long thread;

    @BeforeEach
    void aThread() {
        ada = FORUM.member("member");
        bob = FORUM.member("member");
        thread = opened(ada);
    }

    private static Answer removeThread(TestMember member, long thread, String... headers) {
        return Writers.send(member, "DELETE", "/api/forum/threads/" + thread, object(), headers);
    }

    private static Answer removePost(TestMember member, long post, String... headers) {
        return Writers.send(member, "DELETE", "/api/forum/posts/" + post, object(), headers);
    }

    @Test
    void aThreadIsItsAuthorsWhileNobodyElseHasAnswered() {
        replied(ada, thread, "talking to myself");
        long others = replied(bob, thread, "me too");

        assertThat(removeThread(bob, thread).status()).isEqualTo(403);
        assertThat(removeThread(ada, thread).text("/code")).isEqualTo("thread-answered");

        assertThat(removePost(bob, others).status()).isEqualTo(204);
        assertThat(removeThread(ada, thread, "If-Match", "\"v5\"").status()).isEqualTo(412);
        assertThat(removeThread(ada, thread).status()).isEqualTo(204);
        assertThat(FORUM.http().get("/api/forum/threads/" + thread).status()).isEqualTo(404);
        assertThat(removeThread(ada, thread).status()).isEqualTo(404);
        assertThat(FORUM.cold("/api/forum/threads?tab=new&limit=5").body())
                .doesNotContain("\"id\":\"" + thread + "\"");
    }

    /** What a structure counts, folded and waiting. */
    private static long counted(String counter, String delta) {
        return number(
                "select (select %2$s from forum_structure where id = %1$d) + coalesce(sum(%3$s), 0) from counter_deltas where structure_id = %1$d"
                        .formatted(Writers.forum(), counter, delta));
    }

    @Test
    void whatTheStructureCountsGoesWithTheThread() {
        long threads = counted("thread_count", "threads");
        long posts = counted("post_count", "posts");
        long mine = opened(ada);
        replied(ada, mine, "second");
        assertThat(counted("post_count", "posts")).isEqualTo(posts + 2);

        removeThread(ada, mine);

        assertThat(counted("thread_count", "threads")).isEqualTo(threads);
        assertThat(counted("post_count", "posts")).isEqualTo(posts);
    }

    @Test
    void aRemovedPostLeavesItsPlaceAndItsCounters() {
        long kept = replied(ada, thread, "kept");
        long gone = replied(bob, thread, "gone");
        FORUM.http().get("/api/forum/posts/" + gone);

        assertThat(removePost(ada, gone).status()).isEqualTo(403);
        assertThat(removePost(bob, gone).status()).isEqualTo(204);

        assertThat(FORUM.http().get("/api/forum/posts/" + gone).status()).isEqualTo(404);
        assertThat(removePost(bob, gone).status()).isEqualTo(404);
        assertThat(Writers.posts(thread)).isEqualTo(2);
        assertThat(Writers.participants(thread)).isEqualTo(1);
        assertThat(
                        rows(
                                "select t.last_post_user_id || ' ' || (t.last_post_at = p.created_at) from threads t join posts p on p.id = %d where t.id = %d"
                                        .formatted(kept, thread)))
                .containsExactly(ada.id() + " true");
        assertThat(replied(bob, thread, "again")).isPositive();
        assertThat(number("select max(post_number) from posts where thread_id = " + thread))
                .isEqualTo(4);
    }

    @Test
    void theFirstPostGoesWithItsThread() {
        assertThat(removePost(ada, firstPost(thread)).text("/code")).isEqualTo("first-post");
    }

    @Test
    void nothingIsTakenFromALockedThread() {
        long post = replied(ada, thread, "closed soon");
        execute("update threads set is_locked = true where id = " + thread);

        assertThat(removePost(ada, post).text("/code")).isEqualTo("thread-locked");
        assertThat(removeThread(ada, thread).text("/code")).isEqualTo("thread-locked");
    }
}
