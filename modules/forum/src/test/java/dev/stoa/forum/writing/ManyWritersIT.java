package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.opened;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fifty members in one thread at once. */
class ManyWritersIT {
    private static final int MEMBERS = 50;
    private static final int EACH = 4;

    private static List<Answer> all(List<TestMember> members, long thread, long parent)
            throws Exception {
        List<Future<List<Answer>>> posting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TestMember member : members) {
                posting.add(threads.submit(() -> some(member, thread, parent)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<List<Answer>> each : posting) {
            answers.addAll(each.get());
        }
        return answers;
    }

    /** Posts at top level and answers by turns; what is refused for load is sent again. */
    private static List<Answer> some(TestMember member, long thread, long parent)
            throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; answers.size() < EACH; i++) {
            String body = "post " + i + " of " + member.id();
            Answer answer =
                    i % 2 == 0
                            ? Writers.reply(member, thread, body)
                            : Writers.answer(member, thread, parent, body);
            if (answer.status() == 503) {
                Thread.sleep(100);
            } else {
                answers.add(answer);
            }
        }
        return answers;
    }

    @Test
    void numbersAreDenseAndCountersExact() throws Exception {
        List<TestMember> members =
                IntStream.range(0, MEMBERS).mapToObj(_ -> FORUM.member("member")).toList();
        long thread = opened(members.getFirst());
        long parent = Writers.firstPost(thread);

        List<Answer> answers = all(members, thread, parent);

        int posts = 1 + MEMBERS * EACH;
        assertThat(answers).allSatisfy(each -> assertThat(each.status()).isEqualTo(201));
        assertThat(
                        Stream.concat(
                                Stream.of(1),
                                answers.stream().map(each -> each.json().at("/number").asInt())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, posts).boxed().toList());
        assertThat(
                        number(
                                "select count(*) from posts p left join posts a on a.id = p.parent_id where p.thread_id = %d and p.path = coalesce(a.path || '.', '') || lpad(p.post_number::text, 7, '0') and p.depth = coalesce(a.depth + 1, 0)"
                                        .formatted(thread)))
                .isEqualTo(posts);
        assertThat(
                        rows(
                                "select post_number from posts where thread_id = %d order by created_at, id"
                                        .formatted(thread)))
                .isEqualTo(IntStream.rangeClosed(1, posts).mapToObj(Integer::toString).toList());
        assertThat(Writers.posts(thread)).isEqualTo(posts);
        assertThat(Writers.participants(thread)).isEqualTo(MEMBERS);
        assertThat(
                        rows(
                                "select t.last_post_number || ' ' || (t.last_post_at = p.created_at and t.last_post_user_id = p.user_id) from threads t join posts p on p.thread_id = t.id and p.post_number = t.last_post_number where t.id = "
                                        + thread))
                .containsExactly(posts + " true");
    }
}
