package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PeerRacesIT {
    private static final String SESSIONS = "/api/sessions/sessions";

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

    private static List<Answer> atOnce(List<Callable<Answer>> requests) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = new ArrayList<>();
            for (Callable<Answer> request : requests) {
                futures.add(
                        threads.submit(
                                () -> {
                                    go.await();
                                    return request.call();
                                }));
            }
            go.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private static long active(Member member) {
        return database.number(
                "select count(*) from peer_sessions where status = 'active' and '%s' in (a_addr, b_addr)"
                        .formatted(member.address()));
    }

    @Test
    void ofTwentySessionsOfOnePairStartedAtOnceOneBecomesActive() throws Exception {
        Member anna = Folk.member(database, node);
        Member bo = Folk.member(database, node);
        List<Callable<Answer>> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String toBo = anna.opens(bo);
            String toAnna = bo.opens(anna);
            starts.add(() -> bo.post(SESSIONS + "/" + toBo + "/start"));
            starts.add(() -> anna.post(SESSIONS + "/" + toAnna + "/start"));
        }

        List<Answer> answers = atOnce(starts);

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(
                        answer ->
                                assertThat(answer.text("/code"))
                                        .isEqualTo("active-session-exists"));
        assertThat(active(anna)).isEqualTo(1);
    }

    @Test
    void aBlockAndAStartAtOnceLeaveNoActiveSession() throws Exception {
        for (int i = 0; i < 15; i++) {
            Member anna = Folk.member(database, node);
            Member bo = Folk.member(database, node);
            String session = SESSIONS + "/" + anna.opens(bo);

            List<Answer> answers =
                    atOnce(
                            List.of(
                                    () -> bo.post(session + "/start"),
                                    () ->
                                            anna.send(
                                                    "PUT",
                                                    "/api/sessions/blocks/" + bo.address(),
                                                    "{}")));

            assertThat(answers.getLast().status()).isEqualTo(201);
            assertThat(answers.getFirst().status()).isIn(200, 403);
            assertThat(active(anna)).as("round " + i).isZero();
        }
    }

    @Test
    void aSessionIsEndedOnceHoweverOftenItIsAskedAtOnce() throws Exception {
        Member anna = Folk.member(database, node);
        Member bo = Folk.member(database, node);
        String session = SESSIONS + "/" + anna.opens(bo);
        bo.post(session + "/start");
        List<Callable<Answer>> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ends.add(() -> anna.post(session + "/end"));
            ends.add(() -> bo.post(session + "/heartbeat"));
        }

        List<Answer> answers = atOnce(ends);

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().map(Answer::status)).isSubsetOf(200, 204, 409);
        assertThat(anna.get(session).text("/version")).isEqualTo("2");
    }
}
