package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.ask;
import static dev.stoa.forum.moderation.Moderated.execute;
import static dev.stoa.forum.moderation.Moderated.one;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks, pins and removals, over HTTP by those who may and those who may not. */
class ThreadStatesIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Moderated PLACE = new Moderated();
    private static final String WHY = "{\"reason\":\"off topic\"}";

    private final long thread = PLACE.thread(PLACE.structure);
    private final String path = "/api/forum/threads/" + thread;

    @ParameterizedTest
    @CsvSource({"lock, locked", "pin, pinned", "removal, removed"})
    void aStateIsTurnedOnceAndBackAndWrittenDown(String state, String field) {
        Answer on = PLACE.order("PUT", path + '/' + state, WHY);
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().at("/state/" + field).asBoolean()).isTrue();
        assertThat(on.text("/version")).isEqualTo("1");

        Answer again = PLACE.order("PUT", path + '/' + state, WHY);
        assertThat(again.body()).isEqualTo(on.body());
        assertThat(one("select count(*) from modlog where thread_id = " + thread)).isEqualTo("1");

        Answer off = PLACE.order("DELETE", path + '/' + state, "");
        assertThat(off.status()).as(off.body()).isEqualTo(200);
        assertThat(off.json().at("/state/" + field).asBoolean()).isFalse();
        assertThat(off.text("/version")).isEqualTo("2");
        assertThat(
                        one(
                                "select moderator_id, target_type, structure_id, reason from modlog where thread_id = %d order by id"
                                        .formatted(thread)))
                .isEqualTo(
                        "%1$d|thread|%2$d|off topic;%1$d|thread|%2$d|"
                                .formatted(PLACE.moderator.id(), PLACE.structure));
        assertThat(PLACE.drift()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"lock", "pin", "removal"})
    void theVersionMustBeTheOneSeen(String state) {
        Answer none = ask(PLACE.moderator, "PUT", path + '/' + state, WHY);
        assertThat(none.status()).isEqualTo(428);
        assertThat(none.text("/code")).isEqualTo("version-required");
        Answer wrong = ask(PLACE.moderator, "PUT", path + '/' + state, WHY, "If-Match", "\"v7\"");
        assertThat(wrong.status()).isEqualTo(412);
        assertThat(one("select count(*) from modlog where thread_id = " + thread)).isEqualTo("0");
        assertThat(one("select version from threads where id = " + thread)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"lock", "pin", "removal"})
    void membersMayNot(String state) {
        Answer refused = ask(PLACE.author, "PUT", path + '/' + state, WHY, "If-Match", "\"v0\"");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(FORUM.http().send("PUT", path + '/' + state, WHY).status()).isEqualTo(401);
    }

    @Test
    void aLockIsSeenAtOnceByReadersOfACachedThread() {
        assertThat(FORUM.http().get(path).json().at("/state/locked").asBoolean()).isFalse();
        assertThat(FORUM.http().get(path).header("X-Cache")).isIn("HIT", "STALE");
        PLACE.order("PUT", path + "/lock", "{}");
        assertThat(FORUM.http().get(path).json().at("/state/locked").asBoolean()).isTrue();
    }

    @Test
    void aRemovedThreadIsGoneUntilItIsBroughtBackAndItsAuthorIsTold() {
        PLACE.post(thread, 0, PLACE.other);
        execute(
                "update threads set tag_ids = array[1, 2] where id = %1$d; insert into thread_tags (thread_id, tag_id) values (%1$d, 1), (%1$d, 2)"
                        .formatted(thread));
        String uses = "select use_count from tags where id in (1, 2) order by id";
        String[] before = one(uses).split(";", -1);
        assertThat(FORUM.http().get(path).status()).isEqualTo(200);

        assertThat(PLACE.order("PUT", path + "/removal", WHY).status()).isEqualTo(200);
        assertThat(FORUM.http().get(path).status()).isEqualTo(404);
        assertThat(FORUM.http().get(path + "/posts").status()).isEqualTo(404);
        assertThat(one(uses))
                .isEqualTo((Long.parseLong(before[0]) - 1) + ";" + (Long.parseLong(before[1]) - 1));
        assertThat(
                        one(
                                "select user_id, kind, action, note from notifications where thread_id = "
                                        + thread))
                .isEqualTo(PLACE.author.id() + "|moderation|thread-removed|off topic");
        assertThat(PLACE.drift()).isEmpty();

        assertThat(PLACE.order("DELETE", path + "/removal", "").status()).isEqualTo(200);
        assertThat(FORUM.http().get(path).status()).isEqualTo(200);
        assertThat(one(uses)).isEqualTo(String.join(";", before));
        assertThat(PLACE.drift()).isEmpty();
    }

    @Test
    void aRemovalMustSayWhy() {
        Answer answer = PLACE.order("PUT", path + "/removal", "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/reason");
    }

    @Test
    void whatAModeratorMayNotKnowOfIsNotThere() {
        var admin = FORUM.member("admin");
        Answer made =
                ask(
                        admin,
                        "POST",
                        "/api/forum/structures",
                        "{\"name\":\"Admins of %d\",\"readRole\":\"admin\"}".formatted(thread));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        try {
            long hidden = PLACE.thread(Long.parseLong(made.text("/id")));
            String there = "/api/forum/threads/" + hidden;
            assertThat(PLACE.order("PUT", there + "/lock", "{}").status()).isEqualTo(404);
            assertThat(PLACE.order("PUT", there + "/removal", WHY).status()).isEqualTo(404);
            assertThat(
                            PLACE.order(
                                            "POST",
                                            there + "/split",
                                            "{\"title\":\"abc\",\"fromNumber\":2}")
                                    .status())
                    .isEqualTo(404);
            assertThat(
                            PLACE.order(
                                            "POST",
                                            path + "/merge",
                                            "{\"into\":\"%d\"}".formatted(hidden))
                                    .status())
                    .isEqualTo(422);
            assertThat(ask(admin, "PUT", there + "/lock", "{}", "If-Match", "\"v0\"").status())
                    .isEqualTo(200);
            assertThat(
                            FORUM.http()
                                    .get("/api/forum/modlog?limit=5", PLACE.moderator.credential())
                                    .body())
                    .doesNotContain("\"threadId\":\"" + hidden + '"');
            assertThat(FORUM.http().get("/api/forum/modlog?limit=5", admin.credential()).body())
                    .contains("\"threadId\":\"" + hidden + '"');
        } finally {
            // Others' tests share the forum, and are of one that is open to all.
            ask(
                    admin,
                    "PATCH",
                    "/api/forum/structures/" + made.text("/id"),
                    "{\"readRole\":\"anon\"}",
                    "If-Match",
                    "\"v0\"");
        }
    }
}
