package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.ask;
import static dev.stoa.forum.moderation.Moderated.execute;
import static dev.stoa.forum.moderation.Moderated.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Merges and splits over HTTP: what is moved, what follows, and that nothing else is. */
class OperationsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Moderated PLACE = new Moderated();

    private static String ids(String sql) {
        return one(sql);
    }

    private static String merge(long thread) {
        return "/api/forum/threads/" + thread + "/merge";
    }

    private static String split(long thread) {
        return "/api/forum/threads/" + thread + "/split";
    }

    private static String into(long thread) {
        return "{\"into\":\"" + thread + "\",\"reason\":\"the same\"}";
    }

    @Test
    void aMergeNumbersPostsBehindTheTargetsAndTakesWhatMembersKeepAlong() throws Exception {
        long target = PLACE.thread(PLACE.structure);
        long source = PLACE.thread(PLACE.second);
        long answer = PLACE.post(source, 0, PLACE.other);
        long late = PLACE.post(target, 0, PLACE.third);
        long reply = PLACE.post(source, answer, PLACE.third);
        execute(
                """
                insert into favorites (user_id, thread_id) values (%1$d, %4$d), (%2$d, %4$d), (%2$d, %5$d);
                insert into counter_deltas (thread_id, favorites) values (%4$d, 2), (%5$d, 1);
                insert into post_votes (user_id, post_id, thread_id, value) values (%3$d, %6$d, %4$d, 1);
                insert into follows (user_id, target, target_id) values (%1$d, 'thread', %4$d);
                insert into read_states (user_id, thread_id, last_read_post_number) values (%1$d, %4$d, 3), (%1$d, %5$d, 2);
                insert into notifications (user_id, kind, thread_id, post_id) values (%3$d, 'reply', %4$d, %6$d)"""
                        .formatted(
                                PLACE.author.id(),
                                PLACE.other.id(),
                                PLACE.third.id(),
                                source,
                                target,
                                reply));

        Answer asked = PLACE.order("POST", merge(source), into(target));
        assertThat(asked.text("/kind")).isEqualTo("merge");
        assertThat(PLACE.done(asked)).isEqualTo(target);

        assertThat(
                        ids(
                                "select id from posts where thread_id = %d order by post_number desc limit 4"
                                        .formatted(target)))
                .isEqualTo(reply + ";" + answer + ";" + (answer - 1) + ";" + late);
        assertThat(
                        one(
                                "select string_agg(post_number || ' ' || path, ', ' order by post_number) from posts where thread_id = "
                                        + target))
                .isEqualTo("1 0000001, 2 0000002, 3 0000003, 4 0000004, 5 0000004.0000005");
        assertThat(one("select is_removed, merged_into, version from threads where id = " + source))
                .isEqualTo("t|" + target + "|1");
        assertThat(
                        one(
                                "select last_post_number, last_post_user_id, version from threads where id = "
                                        + target))
                .isEqualTo("5|" + PLACE.third.id() + "|1");
        assertThat(one("select count(*) from favorites where thread_id = " + target))
                .isEqualTo("2");
        assertThat(one("select thread_id from post_votes where post_id = " + reply))
                .isEqualTo(Long.toString(target));
        assertThat(
                        one(
                                "select target_id from follows where target_id in (%d, %d)"
                                        .formatted(source, target)))
                .isEqualTo(Long.toString(target));
        assertThat(
                        one(
                                "select thread_id, last_read_post_number from read_states where thread_id in (%d, %d)"
                                        .formatted(source, target)))
                .isEqualTo(target + "|2");
        assertThat(
                        one(
                                "select thread_id from notifications where kind = 'reply' and post_id = "
                                        + reply))
                .isEqualTo(Long.toString(target));
        assertThat(one("select action, details from modlog where thread_id = " + source))
                .isEqualTo("thread-merged|{\"into\":\"" + target + "\",\"posts\":3}");
        assertThat(PLACE.drift()).isEmpty();

        assertThat(
                        FORUM.http()
                                .get("/api/forum/threads/" + target)
                                .json()
                                .at("/posts/items")
                                .size())
                .isEqualTo(5);
        assertThat(FORUM.http().get("/api/forum/posts/" + reply).text("/threadId"))
                .isEqualTo(Long.toString(target));
        Answer moved = FORUM.http().get("/api/forum/threads/" + source);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo("/api/forum/threads/" + target);
        assertThat(moved.text("/code")).isEqualTo("thread-moved");
        Answer back = PLACE.order("DELETE", "/api/forum/threads/" + source + "/removal", "");
        assertThat(back.status()).isEqualTo(409);
        assertThat(back.text("/code")).isEqualTo("thread-merged");
    }

    @Test
    void aSplitTakesPostsWithAllBelowThemIntoAThreadOfTheirOwn() throws Exception {
        long thread = PLACE.thread(PLACE.structure);
        long stays = PLACE.post(thread, 0, PLACE.other);
        long goes = PLACE.post(thread, stays, PLACE.third);
        long below = PLACE.post(thread, goes, PLACE.other);
        long after = PLACE.post(thread, 0, PLACE.third);
        execute(
                "insert into read_states (user_id, thread_id, last_read_post_number) values (%1$d, %2$d, 3), (%3$d, %2$d, 1)"
                        .formatted(PLACE.author.id(), thread, PLACE.other.id()));
        execute("update threads set answer_post_id = %d where id = %d".formatted(below, thread));

        long made =
                PLACE.done(
                        PLACE.order(
                                "POST",
                                split(thread),
                                "{\"postIds\":[\"%d\"],\"title\":\"Something else\",\"structureId\":\"%d\"}"
                                        .formatted(goes, PLACE.second)));

        assertThat(
                        one(
                                "select string_agg(id || ' ' || path || ' ' || depth, ', ' order by post_number) from posts where thread_id = "
                                        + made))
                .isEqualTo(goes + " 0000001 0, " + below + " 0000001.0000002 1");
        assertThat(
                        one(
                                "select user_id, structure_id, title, slug, excerpt, first_post_id, last_post_number, last_post_user_id from threads where id = "
                                        + made))
                .isEqualTo(
                        "%d|%d|Something else|something-else|some words|%d|2|%d"
                                .formatted(PLACE.third.id(), PLACE.second, goes, PLACE.other.id()));
        assertThat(
                        ids(
                                "select id from posts where thread_id = %d order by post_number desc limit 2"
                                        .formatted(thread)))
                .isEqualTo(after + ";" + stays);
        assertThat(
                        one(
                                "select answer_post_id is null, last_post_number from threads where id = "
                                        + thread))
                .isEqualTo("t|5");
        assertThat(
                        one(
                                "select user_id, last_read_post_number from read_states where thread_id = "
                                        + made))
                .isEqualTo(PLACE.author.id() + "|1");
        assertThat(PLACE.drift()).isEmpty();
        assertThat(FORUM.http().get("/api/forum/threads/" + made).text("/title"))
                .isEqualTo("Something else");
    }

    @Test
    void whatIsSplitOffAndMergedBackIsAllThere() throws Exception {
        Random random = new Random(7);
        long thread = PLACE.thread(PLACE.structure);
        List<Long> posts = new ArrayList<>();
        List<TestMember> members = List.of(PLACE.author, PLACE.other, PLACE.third);
        for (int i = 0; i < 30; i++) {
            long parent =
                    posts.isEmpty() || random.nextInt(3) == 0
                            ? 0
                            : posts.get(random.nextInt(posts.size()));
            posts.add(PLACE.post(thread, parent, members.get(random.nextInt(3))));
        }
        for (int i = 0; i < 5; i++) {
            long post = posts.get(random.nextInt(posts.size()));
            PLACE.order("PUT", "/api/forum/posts/" + post + "/removal", "{\"reason\":\"r\"}");
        }
        for (int i = 0; i < 4; i++) {
            int from = 2 + random.nextInt(20);
            Answer asked =
                    PLACE.order(
                            "POST",
                            split(thread),
                            "{\"fromNumber\":%d,\"title\":\"Part %d\"}".formatted(from, i));
            long made = PLACE.done(asked);
            assertThat(PLACE.drift()).as("after split %d", i).isEmpty();
            PLACE.done(PLACE.order("POST", merge(made), into(thread)));
            assertThat(PLACE.drift()).as("after merge %d", i).isEmpty();
        }
        assertThat(one("select count(*) from posts where thread_id = " + thread)).isEqualTo("31");
    }

    @Test
    void whatCanNotBeMovedIsRefusedOrFailsAndNothingIsMoved() throws Exception {
        long thread = PLACE.thread(PLACE.structure);
        long first = Long.parseLong(one("select first_post_id from threads where id = " + thread));
        long post = PLACE.post(thread, 0, PLACE.other);
        assertThat(PLACE.order("POST", merge(thread), into(thread)).status()).isEqualTo(422);
        assertThat(PLACE.order("POST", merge(thread), into(999_999_999)).status()).isEqualTo(422);
        assertThat(ask(PLACE.moderator, "POST", merge(thread), into(1)).status()).isEqualTo(428);
        assertThat(ask(PLACE.author, "POST", merge(thread), into(1)).status()).isEqualTo(403);
        String both = "{\"title\":\"abc\",\"fromNumber\":2,\"postIds\":[\"" + post + "\"]}";
        assertThat(PLACE.order("POST", split(thread), both).status()).isEqualTo(422);
        assertThat(PLACE.order("POST", split(thread), "{\"title\":\"abc\"}").status())
                .isEqualTo(422);
        assertThat(
                        PLACE.order(
                                        "POST",
                                        split(thread),
                                        "{\"title\":\"abc\",\"fromNumber\":2,\"structureId\":\"99999999\"}")
                                .status())
                .isEqualTo(422);

        for (long wrong : new long[] {first, 999_999_999}) {
            Answer asked =
                    PLACE.order(
                            "POST",
                            split(thread),
                            "{\"title\":\"abc\",\"postIds\":[\"" + wrong + "\"]}");
            Answer ended = ended(asked);
            assertThat(ended.text("/state")).isEqualTo("failed");
            assertThat(ended.text("/errorCode")).isEqualTo("not-movable");
        }
        assertThat(one("select count(*) from posts where thread_id = " + thread)).isEqualTo("2");
        assertThat(PLACE.drift()).isEmpty();
    }

    private static Answer ended(Answer asked) throws InterruptedException {
        Answer now = asked;
        for (int i = 0; i < 500 && !now.body().contains("\"state\":\"failed\""); i++) {
            Thread.sleep(20);
            now = FORUM.http().get(asked.header("Location"), PLACE.moderator.credential());
        }
        return now;
    }

    @Test
    void theSameRequestSentTwiceMovesOnce() throws Exception {
        long target = PLACE.thread(PLACE.structure);
        long source = PLACE.thread(PLACE.structure);
        String[] headers = {"If-Match", "\"v0\"", "Idempotency-Key", "merge-" + source};
        Answer first = ask(PLACE.moderator, "POST", merge(source), into(target), headers);
        PLACE.done(first);
        Answer again = ask(PLACE.moderator, "POST", merge(source), into(target), headers);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(one("select count(*) from posts where thread_id = " + target)).isEqualTo("2");
    }

    @Test
    void mergesOfTwoThreadsIntoEachOtherLeaveOneOfThem() throws Exception {
        for (int i = 0; i < 5; i++) {
            long left = PLACE.thread(PLACE.structure);
            long right = PLACE.thread(PLACE.second);
            Answer one = PLACE.order("POST", merge(left), into(right));
            Answer two = PLACE.order("POST", merge(right), into(left));
            assertThat(one.status()).isEqualTo(202);
            for (Answer asked : List.of(one, two)) {
                if (asked.status() == 202) {
                    for (int wait = 0; wait < 500; wait++) {
                        String state =
                                FORUM.http()
                                        .get(asked.header("Location"), PLACE.moderator.credential())
                                        .text("/state");
                        if (state.equals("done") || state.equals("failed")) {
                            break;
                        }
                        Thread.sleep(20);
                    }
                }
            }
            assertThat(
                            one(
                                    "select count(*) from threads where not is_removed and id in (%d, %d)"
                                            .formatted(left, right)))
                    .isEqualTo("1");
            assertThat(
                            one(
                                    "select count(*) from posts p join threads t on t.id = p.thread_id where not t.is_removed and t.id in (%d, %d)"
                                            .formatted(left, right)))
                    .isEqualTo("2");
        }
        assertThat(PLACE.drift()).isEmpty();
    }

    @Test
    void whoWritesMeanwhileLosesNothingAndIsCountedOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            long target = PLACE.thread(PLACE.structure);
            long source = PLACE.thread(PLACE.second);
            AtomicInteger written = new AtomicInteger();
            AtomicBoolean isOver = new AtomicBoolean();
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                List<TestMember> members = List.of(PLACE.author, PLACE.other, PLACE.third);
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    TestMember member = members.get(i % 3);
                    String path = "/api/forum/threads/" + (i < 3 ? source : target) + "/posts";
                    int writer = i;
                    writers.add(
                            threads.submit(
                                    () -> {
                                        for (int n = 0; n < 200 && !isOver.get(); n++) {
                                            String body =
                                                    "{\"body\":\"by %d, %d\"}".formatted(writer, n);
                                            int status = ask(member, "POST", path, body).status();
                                            if (status == 201) {
                                                written.incrementAndGet();
                                            } else if (status != 503) {
                                                assertThat(status).isIn(404, 409);
                                                return;
                                            }
                                        }
                                    }));
                }
                Thread.sleep(150);
                long thread = PLACE.done(PLACE.order("POST", merge(source), into(target)));
                assertThat(thread).isEqualTo(target);
                Thread.sleep(100);
                isOver.set(true);
                for (Future<?> each : writers) {
                    each.get();
                }
            }
            assertThat(written.get()).isGreaterThan(5);
            assertThat(
                            one(
                                    "select count(*), count(distinct post_number), max(post_number) from posts where thread_id = "
                                            + target))
                    .isEqualTo("%1$d|%1$d|%1$d".formatted(written.get() + 2));
            assertThat(one("select count(*) from posts where thread_id = " + source))
                    .isEqualTo("0");
            assertThat(PLACE.drift()).isEmpty();
        }
    }

    @Test
    void operationsAreForModerators() {
        assertThat(FORUM.http().get("/api/forum/operations/1", PLACE.author.credential()).status())
                .isEqualTo(403);
        assertThat(
                        FORUM.http()
                                .get("/api/forum/operations/999999", PLACE.moderator.credential())
                                .status())
                .isEqualTo(404);
    }
}
