package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.ask;
import static dev.stoa.forum.moderation.Moderated.execute;
import static dev.stoa.forum.moderation.Moderated.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where moderators' power ends, and that what they change of others' is written down. */
class BoundsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Moderated PLACE = new Moderated();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TestMember admin = FORUM.member("admin");

    private long structure(String roles) {
        String name = "Bounds " + NUMBERS.incrementAndGet();
        Answer made =
                ask(
                        admin,
                        "POST",
                        "/api/forum/structures",
                        "{\"name\":\"" + name + "\"" + roles + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return Long.parseLong(made.text("/id"));
    }

    private void readable(long structure, String role) {
        Answer changed =
                ask(
                        admin,
                        "PATCH",
                        "/api/forum/structures/" + structure,
                        "{\"readRole\":\"" + role + "\"}",
                        "If-Match",
                        "\"v"
                                + one("select version from forum_structure where id = " + structure)
                                + "\"");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }

    private static int status(long thread, String what, String body) {
        return PLACE.order("POST", "/api/forum/threads/" + thread + what, body).status();
    }

    @Test
    void whereOnlyAdminsWriteNoModeratorMovesPostsToOrFrom() {
        long announcements = structure(",\"writeRole\":\"admin\"");
        long theirs = PLACE.thread(announcements);
        PLACE.post(theirs, 0, PLACE.other);
        long open = PLACE.thread(PLACE.structure);
        PLACE.post(open, 0, PLACE.other);
        String split = "{\"title\":\"abc\",\"fromNumber\":2%s}";
        String to = ",\"structureId\":\"%d\"";

        assertThat(status(open, "/merge", "{\"into\":\"" + theirs + "\"}")).isEqualTo(403);
        assertThat(status(theirs, "/merge", "{\"into\":\"" + open + "\"}")).isEqualTo(403);
        assertThat(status(open, "/split", split.formatted(to.formatted(announcements))))
                .isEqualTo(403);
        assertThat(status(theirs, "/split", split.formatted(""))).isEqualTo(403);
        assertThat(status(theirs, "/split", split.formatted(to.formatted(PLACE.structure))))
                .isEqualTo(403);
        assertThat(
                        one(
                                "select count(*) from thread_operations where thread_id in (%d, %d)"
                                        .formatted(theirs, open)))
                .isEqualTo("0");
        String version = "\"v" + one("select version from threads where id = " + theirs) + "\"";
        assertThat(
                        ask(
                                        admin,
                                        "POST",
                                        "/api/forum/threads/" + theirs + "/split",
                                        split.formatted(""),
                                        "If-Match",
                                        version)
                                .status())
                .isEqualTo(202);
    }

    @Test
    void anOperationOnWhatIsHiddenIsNotThere() throws Exception {
        long place = structure("");
        long source = PLACE.thread(place);
        Answer asked =
                PLACE.order(
                        "POST",
                        "/api/forum/threads/" + source + "/merge",
                        "{\"into\":\"" + PLACE.thread(PLACE.structure) + "\"}");
        PLACE.done(asked);
        String operation = asked.header("Location");
        try {
            readable(place, "admin");
            assertThat(FORUM.http().get(operation, PLACE.moderator.credential()).status())
                    .isEqualTo(404);
            assertThat(FORUM.http().get(operation, admin.credential()).status()).isEqualTo(200);
        } finally {
            readable(place, "anon");
        }
        assertThat(FORUM.http().get(operation, PLACE.moderator.credential()).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsSaidOfWhereTheAuthorMayNotLookIsNotForThem() {
        String told =
                "select coalesce(note, '-') from notifications where kind = 'moderation' and thread_id = ";
        String why = "{\"reason\":\"between us\"}";
        long open = PLACE.thread(PLACE.structure);
        PLACE.order("PUT", "/api/forum/threads/" + open + "/removal", why);
        assertThat(one(told + open)).isEqualTo("between us");

        long place = structure("");
        try {
            long hidden = PLACE.thread(place);
            readable(place, "moderator");
            assertThat(
                            PLACE.order("PUT", "/api/forum/threads/" + hidden + "/removal", why)
                                    .status())
                    .isEqualTo(200);
            assertThat(one(told + hidden)).isEqualTo("-");
        } finally {
            readable(place, "anon");
        }
    }

    @Test
    void whatModeratorsChangeOfOthersIsInTheLogAndAuthorsOwnIsNot() {
        long thread = PLACE.thread(PLACE.structure);
        execute("update threads set kind = 'question' where id = " + thread);
        long answer = PLACE.post(thread, 0, PLACE.other);
        String path = "/api/forum/threads/" + thread;
        String accept = "{\"postId\":\"" + answer + "\"}";

        assertThat(ask(PLACE.author, "PATCH", path, "{\"title\":\"My own\"}").status())
                .isEqualTo(200);
        assertThat(ask(PLACE.author, "PUT", path + "/answer", accept).status()).isEqualTo(200);
        assertThat(ask(PLACE.author, "DELETE", path + "/answer", "").status()).isEqualTo(204);
        assertThat(one("select action from modlog where thread_id = " + thread)).isEmpty();

        PLACE.order("PATCH", path, "{\"title\":\"Better said\"}");
        PLACE.order("PATCH", "/api/forum/posts/" + answer, "{\"body\":\"other words\"}");
        PLACE.order("PATCH", "/api/forum/posts/" + answer, "{\"body\":\"other words\"}");
        PLACE.order("PUT", path + "/answer", accept);
        PLACE.order("DELETE", path + "/answer", "");
        assertThat(
                        one(
                                "select action, target_type, target_id, structure_id, moderator_id from modlog where thread_id = %d order by id"
                                        .formatted(thread)))
                .isEqualTo(
                        "thread-edited|thread|%1$d|%3$d|%4$d;post-edited|post|%2$d|%3$d|%4$d;answer-accepted|thread|%1$d|%3$d|%4$d;answer-withdrawn|thread|%1$d|%3$d|%4$d"
                                .formatted(thread, answer, PLACE.structure, PLACE.moderator.id()));
        assertThat(
                        one(
                                "select details from modlog where action = 'thread-edited' and thread_id = "
                                        + thread))
                .isEqualTo("{\"title\":true,\"kind\":false,\"tags\":false,\"structureId\":null}");
    }

    @Test
    void whatIsGivenUpSaysThatItMayBeOrderedAgain() {
        long thread = PLACE.thread(PLACE.structure);
        // In one transaction: the node's timer would take it otherwise.
        long operation =
                FORUM.platform()
                        .database()
                        .transaction(
                                in -> {
                                    Wish wish = new Wish(thread, 1L, null, admin.id(), "");
                                    long id = OperationStore.add(in, wish).id();
                                    for (int i = 0; i < 10; i++) {
                                        in.execute(OperationStore.STUMBLED, id);
                                    }
                                    return id;
                                });
        assertThat(one("select state, error from thread_operations where id = " + operation))
                .isEqualTo(
                        "failed|It was tried ten times and did not come to its end: order it again.");
    }
}
