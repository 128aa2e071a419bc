package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.execute;
import static dev.stoa.forum.writing.Writers.firstPost;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.object;
import static dev.stoa.forum.writing.Writers.replied;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accepting answers. */
class AnswersIT {
    private TestMember ada;
    private TestMember bob;
    private long question;
    private long answer;

    @BeforeEach
    void aQuestionWithAnAnswer() {
        ada = FORUM.member("member");
        bob = FORUM.member("member");
        question =
                Long.parseLong(
                        Writers.open(ada, Writers.thread("Why so?").put("kind", "question"))
                                .text("/id"));
        answer = replied(bob, question, "because");
    }

    private Answer accept(TestMember member, long post, String... headers) {
        return Writers.send(
                member,
                "PUT",
                "/api/forum/threads/" + question + "/answer",
                object().put("postId", Long.toString(post)),
                headers);
    }

    private Answer withdraw(TestMember member) {
        return Writers.send(
                member, "DELETE", "/api/forum/threads/" + question + "/answer", object());
    }

    private static long karma(TestMember member) {
        return number(
                "select coalesce(sum(points), 0) from karma_entries where type = 'accepted-answer' and user_id = "
                        + member.id());
    }

    /** What is counted, folded or waiting. */
    private static long counted(TestMember member) {
        return number(
                "select coalesce((select karma_points from member_stats where user_id = %1$d), 0) + coalesce((select sum(karma) from counter_deltas where member_id = %1$d), 0)"
                        .formatted(member.id()));
    }

    @Test
    void anAcceptedAnswerShowsAndIsWorthFifteenPoints() {
        FORUM.http().get("/api/forum/threads/" + question);

        Answer accepted = accept(ada, answer);

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
        assertThat(accepted.text("/answerPostId")).isEqualTo(Long.toString(answer));
        assertThat(FORUM.http().get("/api/forum/threads/" + question).text("/answerPostId"))
                .isEqualTo(Long.toString(answer));
        assertThat(karma(bob)).isEqualTo(15);
        assertThat(counted(bob)).isEqualTo(15);
        assertThat(rows("select kind from notifications where user_id = " + bob.id()))
                .contains("accepted-answer");
        assertThat(accept(ada, answer).json().at("/version").asInt()).isEqualTo(1);
        assertThat(karma(bob)).isEqualTo(15);
    }

    @Test
    void anotherAnswerTakesThePointsAlong() {
        TestMember eve = FORUM.member("member");
        long better = replied(eve, question, "because of this");
        accept(ada, answer);

        assertThat(accept(ada, better).status()).isEqualTo(200);
        assertThat(karma(bob)).isZero();
        assertThat(counted(bob)).isZero();
        assertThat(karma(eve)).isEqualTo(15);

        assertThat(withdraw(ada).status()).isEqualTo(204);
        assertThat(withdraw(ada).status()).isEqualTo(204);
        assertThat(karma(eve)).isZero();
    }

    @Test
    void nobodyRewardsThemselves() {
        long own = replied(ada, question, "I found out");

        assertThat(accept(ada, own).status()).isEqualTo(200);
        assertThat(karma(ada)).isZero();
        withdraw(ada);
        assertThat(counted(ada)).isZero();
    }

    @Test
    void anAnswerThatGoesIsNoneAnyMore() {
        accept(ada, answer);
        Answer removed = Writers.send(bob, "DELETE", "/api/forum/posts/" + answer, object());

        assertThat(removed.status()).as(removed.body()).isEqualTo(204);
        assertThat(number("select count(answer_post_id) from threads where id = " + question))
                .isZero();
        assertThat(karma(bob)).isZero();
    }

    @Test
    void theAskerAcceptsOrAModeratorWhoSaysWhichVersion() {
        assertThat(accept(bob, answer).status()).isEqualTo(403);
        TestMember moderator = FORUM.member("moderator");
        assertThat(accept(moderator, answer).status()).isEqualTo(428);
        assertThat(accept(moderator, answer, "If-Match", "\"v0\"").status()).isEqualTo(200);
        assertThat(accept(ada, answer, "If-Match", "\"v0\"").status()).isEqualTo(412);
    }

    @Test
    void onlyShownAnswersInQuestionsAreAccepted() {
        assertThat(accept(ada, firstPost(question)).status()).isEqualTo(422);
        assertThat(accept(ada, firstPost(Writers.opened(ada))).status()).isEqualTo(422);
        execute("update posts set is_removed = true where id = " + answer);
        assertThat(accept(ada, answer).status()).isEqualTo(422);

        execute("update threads set kind = 'article' where id = " + question);
        assertThat(accept(ada, answer).text("/code")).isEqualTo("not-a-question");
        question = 999_999_999L;
        assertThat(accept(ada, answer).status()).isEqualTo(404);
    }
}
