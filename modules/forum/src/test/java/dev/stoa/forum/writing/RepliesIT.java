package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.answer;
import static dev.stoa.forum.writing.Writers.execute;
import static dev.stoa.forum.writing.Writers.firstPost;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.opened;
import static dev.stoa.forum.writing.Writers.replied;
import static dev.stoa.forum.writing.Writers.reply;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answering in threads. */
class RepliesIT {
    private TestMember ada;
    private TestMember bob;
    private long thread;

    @BeforeEach
    void aThread() {
        ada = FORUM.member("member");
        bob = FORUM.member("member");
        thread = opened(ada);
    }

    @Test
    void aReplyIsThereForItsAuthorAtOnce() {
        FORUM.http().get("/api/forum/threads/" + thread);
        FORUM.http().get("/api/forum/threads/" + thread + "/posts");

        Answer posted = reply(bob, thread, "I **think** so.");

        assertThat(posted.status()).as(posted.body()).isEqualTo(201);
        assertThat(posted.header("Location")).isEqualTo("/api/forum/posts/" + posted.text("/id"));
        assertThat(posted.json().at("/number").asInt()).isEqualTo(2);
        assertThat(posted.text("/bodyHtml")).isEqualTo("<p>I <strong>think</strong> so.</p>\n");
        assertThat(Writers.get(bob, "/api/forum/threads/" + thread).text("/posts/items/1/id"))
                .isEqualTo(posted.text("/id"));
        assertThat(Writers.get(bob, "/api/forum/threads/" + thread + "/posts").text("/items/1/id"))
                .isEqualTo(posted.text("/id"));
        assertThat(FORUM.http().get(posted.header("Location")).text("/body"))
                .isEqualTo("I **think** so.");
    }

    @Test
    void answersFormATree() {
        long first = replied(bob, thread, "one");
        Answer second = answer(ada, thread, first, "two");
        Answer third = answer(bob, thread, Long.parseLong(second.text("/id")), "three");

        assertThat(third.text("/parentId")).isEqualTo(second.text("/id"));
        assertThat(third.json().at("/depth").asInt()).isEqualTo(2);
        assertThat(rows("select path from posts where id = " + third.text("/id")))
                .containsExactly("0000002.0000003.0000004");
        assertThat(
                        number(
                                "select sum(replies) from counter_deltas where post_id = %d"
                                                .formatted(first)
                                        + " having sum(replies) is not null"))
                .isEqualTo(1);
    }

    @Test
    void theThreadsCountersMoveAndAMemberTakesPartOnce() {
        replied(bob, thread, "one");
        replied(bob, thread, "two");
        replied(ada, thread, "three");

        assertThat(Writers.posts(thread)).isEqualTo(4);
        assertThat(Writers.participants(thread)).isEqualTo(2);
        assertThat(rows("select last_post_user_id from threads where id = " + thread))
                .containsExactly(Long.toString(ada.id()));
    }

    @Test
    void lockedThreadsAreForModerators() {
        execute("update threads set is_locked = true where id = " + thread);

        Answer refused = reply(ada, thread, "but");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("thread-locked");
        assertThat(reply(FORUM.member("moderator"), thread, "closed").status()).isEqualTo(201);
        assertThat(number("select last_post_number from threads where id = " + thread))
                .isEqualTo(2);
    }

    @Test
    void thereIsNothingToAnswerInWhatIsNotShown() {
        execute("update threads set is_removed = true where id = " + thread);
        assertThat(reply(ada, thread, "hello?").status()).isEqualTo(404);

        execute("update threads set is_removed = false, published_at = null where id = " + thread);
        assertThat(reply(ada, thread, "hello?").status()).isEqualTo(404);
        assertThat(reply(ada, 999_999_999L, "hello?").status()).isEqualTo(404);
    }

    @Test
    void aParentIsAShownPostOfTheThread() {
        long elsewhere = firstPost(opened(ada));
        assertThat(answer(bob, thread, elsewhere, "x").text("/errors/0/pointer"))
                .endsWith("parentId");

        long gone = replied(ada, thread, "gone soon");
        execute("update posts set is_removed = true where id = " + gone);
        assertThat(answer(bob, thread, gone, "x").status()).isEqualTo(422);
        assertThat(answer(bob, thread, 999_999_999L, "x").status()).isEqualTo(422);
    }

    @Test
    void answersGoSixtyFourDeep() {
        long deep = replied(ada, thread, "deep");
        execute("update posts set depth = 64 where id = " + deep);

        Answer refused = answer(bob, thread, deep, "deeper");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/code")).isEqualTo("too-deep");
    }

    @Test
    void whoBlocksAMemberOrIsBlockedDoesNotAnswerThem() {
        long post = replied(ada, thread, "from ada");
        execute(
                "insert into blocks (blocker_id, blocked, blocked_id) values (%d, 'member:%d', %2$d)"
                        .formatted(ada.id(), bob.id()));

        assertThat(answer(bob, thread, post, "to ada").text("/code")).isEqualTo("blocked");
        long bobs = replied(bob, thread, "in the thread");
        assertThat(answer(ada, thread, bobs, "to bob").text("/code")).isEqualTo("blocked");

        execute("update blocks set expires_at = now() where blocker_id = " + ada.id());
        assertThat(answer(bob, thread, post, "to ada").status()).isEqualTo(201);
    }

    @Test
    void theSameAgainWithinAMinuteIsOnePost() {
        replied(bob, thread, "me too");

        Answer again = reply(bob, thread, "me too");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("duplicate-post");
        assertThat(reply(ada, thread, "me too").status()).isEqualTo(201);

        execute(
                "update posts set created_at = now() - interval '61 s' where user_id = "
                        + bob.id());
        assertThat(reply(bob, thread, "me too").status()).isEqualTo(201);
    }

    @Test
    void theAuthorAndWhoeverIsMentionedAreTold() {
        String name = rows("select username from users where id = " + bob.id()).getFirst();
        replied(FORUM.member("member"), thread, "ask @" + name + ", or `@nobody`");

        assertThat(rows("select kind from notifications where user_id = " + ada.id()))
                .containsExactly("reply");
        assertThat(rows("select kind from notifications where user_id = " + bob.id()))
                .containsExactly("mention");
    }

    @Test
    void whoPostsHasReadTheThreadAndFollowsIt() {
        replied(bob, thread, "one");
        replied(ada, thread, "two");

        assertThat(
                        rows(
                                "select user_id || ' ' || last_read_post_number from read_states where thread_id = %d order by user_id"
                                        .formatted(thread)))
                .containsExactly(ada.id() + " 3", bob.id() + " 2");
        assertThat(
                        number(
                                "select count(*) from follows where target = 'thread' and target_id = "
                                        + thread))
                .isEqualTo(2);
    }

    @Test
    void aReplyTakesEightStatements() {
        long post = replied(bob, thread, "one");

        assertThat(answer(ada, thread, post, "two").statements()).isLessThanOrEqualTo(8);
    }
}
