package dev.stoa.forum.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final String API = "/api/forum";

    private final TestMember member = FORUM.member("member");

    private Answer send(String method, String path, String body) {
        return FORUM.http().send(method, API + path, body, member.credential());
    }

    private Answer get(String path) {
        return FORUM.http().get(API + path, member.credential());
    }

    private static List<String> items(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private static long number(String sql) {
        return FORUM.database().number(sql);
    }

    private static long shownThread(int skip) {
        return number(
                "select id from threads where not is_removed and published_at is not null and last_post_number > 3"
                        + " order by last_post_at desc, id desc offset "
                        + skip
                        + " limit 1");
    }

    private long deltas(long thread) {
        return number(
                "select coalesce(sum(favorites), 0) from counter_deltas where thread_id = "
                        + thread);
    }

    @Test
    void aFavoriteIsCountedOnceHoweverOftenItIsPutAndTakenBack() {
        long thread = shownThread(0);
        String path = "/threads/" + thread + "/favorite";
        long before = deltas(thread) + favorites(thread);

        assertThat(send("PUT", path, "").status()).isEqualTo(204);
        assertThat(send("PUT", path, "").status()).isEqualTo(204);
        assertThat(deltas(thread) + favorites(thread)).isEqualTo(before + 1);
        assertThat(items(get("/me/favorites"))).containsExactly(Long.toString(thread));
        assertThat(get("/threads/" + thread).json().at("/viewer/favorited").asBoolean()).isTrue();

        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(deltas(thread) + favorites(thread)).isEqualTo(before);
        assertThat(items(get("/me/favorites"))).isEmpty();
    }

    /** Whether or not somebody folds the deltas meanwhile. */
    private static long favorites(long thread) {
        return number("select favorite_count from thread_stats where thread_id = " + thread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/threads/999999999/favorite",
                "/threads/999999999/follow",
                "/threads/999999999/mute",
                "/members/999999999/follow",
                "/members/999999999/mute",
                "/structures/999999999/follow",
                "/tags/no-such-tag/follow"
            })
    void nothingIsRelatedToWhatIsNotThere(String path) {
        assertThat(send("PUT", path, "").status()).isEqualTo(404);
        assertThat(FORUM.http().send("PUT", API + path, "").status()).isEqualTo(401);
    }

    @Test
    void nobodyFollowsOrMutesThemselves() {
        assertThat(send("PUT", "/members/" + member.id() + "/follow", "").status()).isEqualTo(403);
        assertThat(send("PUT", "/members/" + member.id() + "/mute", "").status()).isEqualTo(403);
    }

    @Test
    void whoFollowsTooMuchIsToldSoAndWhatTheyHaveStays() {
        FORUM.database()
                .execute(
                        "insert into follows (user_id, target, target_id) select "
                                + member.id()
                                + ", 'tag', -n from generate_series(1, 2000) n");
        long thread = shownThread(0);

        Answer refused = send("PUT", "/threads/" + thread + "/follow", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("too-many-relations");

        FORUM.database()
                .execute(
                        "update follows set target = 'thread', target_id = "
                                + thread
                                + " where user_id = "
                                + member.id()
                                + " and target_id = -1");
        assertThat(send("PUT", "/threads/" + thread + "/follow", "").status()).isEqualTo(204);
    }

    @Test
    void whatIsFollowedMakesTheFollowingTab() {
        long thread = shownThread(40);
        long author =
                number(
                        "select user_id from threads where not is_removed and published_at is not null and user_id is not null"
                                + " group by user_id having count(*) between 2 and 5 order by 1 limit 1");
        String tag =
                FORUM.database()
                        .rows(
                                "select slug from tags where use_count between 2 and 20 order by use_count")
                        .getFirst();
        assertThat(get("/threads?tab=following").json().get("items")).isEmpty();

        assertThat(send("PUT", "/threads/" + thread + "/follow", "").status()).isEqualTo(204);
        assertThat(items(get("/threads?tab=following"))).containsExactly(Long.toString(thread));
        assertThat(send("PUT", "/members/" + author + "/follow", "").status()).isEqualTo(204);
        assertThat(send("PUT", "/tags/" + tag + "/follow", "").status()).isEqualTo(204);

        assertThat(items(get("/threads?tab=following&limit=100")))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from threads where not is_removed and published_at is not null and (id = "
                                                + thread
                                                + " or user_id = "
                                                + author
                                                + " or tag_ids @> array[(select id from tags where slug = '"
                                                + tag
                                                + "')]) order by last_post_at desc, id desc"));
        assertThat(get("/threads/" + thread).json().at("/viewer/following").asBoolean()).isTrue();

        JsonNode follows = get("/me/following").json().get("items");
        assertThat(follows.findValuesAsText("target")).containsExactly("tag", "member", "thread");
        assertThat(follows.get(0).get("slug").asText()).isEqualTo(tag);
        assertThat(get("/me/following?target=tag").json().get("items")).hasSize(1);
        assertThat(send("DELETE", "/tags/" + tag + "/follow", "").status()).isEqualTo(204);
        assertThat(send("DELETE", "/members/" + author + "/follow", "").status()).isEqualTo(204);
        assertThat(items(get("/threads?tab=following"))).containsExactly(Long.toString(thread));
    }

    @Test
    void aFollowedStructureBringsAllBelowItPageByPageAndBack() {
        assertThat(send("PUT", "/structures/1/follow", "").status()).isEqualTo(204);
        List<String> all =
                FORUM.database()
                        .rows(
                                "with recursive s as (select id from forum_structure where id = 1 union all"
                                        + " select f.id from forum_structure f join s on f.parent_id = s.id)"
                                        + " select t.id from threads t join s on s.id = t.structure_id"
                                        + " where not t.is_removed and t.published_at is not null"
                                        + " order by t.last_post_at desc, t.id desc limit 45");
        List<String> walked = new ArrayList<>();
        Answer page = get("/threads?tab=following&limit=15");
        for (int i = 0; i < 3; i++) {
            walked.addAll(items(page));
            if (i < 2) {
                page = get("/threads?tab=following&limit=15&after=" + page.text("/page/next"));
            }
        }
        assertThat(walked).isEqualTo(all);

        Answer before = get("/threads?tab=following&limit=15&before=" + page.text("/page/prev"));
        assertThat(items(before)).isEqualTo(all.subList(15, 30));

        TestMember other = FORUM.member("member");
        assertThat(
                        FORUM.http()
                                .get(
                                        API
                                                + "/threads?tab=following&after="
                                                + page.text("/page/prev"),
                                        other.credential())
                                .text("/code"))
                .isEqualTo("cursor-mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/threads?tab=following&kind=clip",
                "/threads?tab=following&page=2",
                "/threads?tab=following&forumId=1",
                "/structures/1/threads?tab=following"
            })
    void followingGoesWithNoFilter(String path) {
        assertThat(get(path).status()).isEqualTo(400);
        assertThat(FORUM.http().get(API + path).status()).isEqualTo(401);
    }

    @Test
    void whatIsMutedIsInNoListButCanBeOpened() {
        String thread = items(get("/threads?tab=recent")).get(2);

        assertThat(send("PUT", "/threads/" + thread + "/mute", "").status()).isEqualTo(204);
        assertThat(items(get("/threads?tab=recent"))).doesNotContain(thread).hasSize(19);
        assertThat(get("/threads/" + thread).status()).isEqualTo(200);
        assertThat(items(get("/threads?ids=" + thread))).containsExactly(thread);

        assertThat(send("DELETE", "/threads/" + thread + "/mute", "").status()).isEqualTo(204);
        assertThat(items(get("/threads?tab=recent"))).contains(thread);
    }

    @Test
    void readMarksMoveForwardsAndStopAtTheLastPost() {
        long thread = shownThread(1);
        long last = number("select last_post_number from threads where id = " + thread);
        String path = "/threads/" + thread + "/read";

        assertThat(read(path, 2)).isEqualTo(2);
        assertThat(read(path, 1)).isEqualTo(2);
        assertThat(read(path, 2_000_000_000)).isEqualTo(last);
        assertThat(get("/threads/" + thread).json().at("/viewer/lastReadPostNumber").asLong())
                .isEqualTo(last);
        assertThat(send("PUT", path, "{\"postNumber\":0}").status()).isEqualTo(422);
        assertThat(send("PUT", "/threads/999999999/read", "{\"postNumber\":1}").status())
                .isEqualTo(404);
    }

    private long read(String path, int number) {
        Answer answer = send("PUT", path, "{\"postNumber\":" + number + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("lastReadPostNumber").asLong();
    }

    @Test
    void manyMarksAreOneStatementAndWhatIsNotThereIsNamed() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            items.append("{\"threadId\":\"").append(shownThread(i)).append("\",\"postNumber\":1},");
        }
        String body =
                "{\"items\":["
                        + items
                        + "{\"threadId\":\"999999999\",\"postNumber\":3},{\"threadId\":\""
                        + shownThread(0)
                        + "\",\"postNumber\":3}]}";

        Answer answer = send("POST", "/read-states", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("items")).hasSize(100);
        assertThat(answer.json().get("missing")).hasSize(1);
        assertThat(FORUM.statements(() -> send("POST", "/read-states", body)))
                .containsExactly("forum.read-states.put");
        assertThat(
                        number(
                                "select sum(last_read_post_number) from read_states where user_id = "
                                        + member.id()))
                .isEqualTo(102);
        assertThat(send("POST", "/read-states", "{\"items\":[{\"threadId\":\"1\"}]}").status())
                .isEqualTo(422);
    }

    @Test
    void theListTheBadgeAndTheFlagSayTheSameOfWhatIsUnread() {
        FORUM.database()
                .execute(
                        "update users set created_at = now() - interval '1 year' where id = "
                                + member.id());
        assertThat(send("PUT", "/structures/3/read", "{}").status()).isEqualTo(200);
        for (int i = 0; i < 9; i += 2) {
            read("/threads/" + shownThread(i) + "/read", 1_000_000);
        }
        assertThat(send("PUT", "/threads/" + shownThread(3) + "/mute", "").status()).isEqualTo(204);

        List<String> flagged = new ArrayList<>();
        Answer recent = get("/threads?tab=recent&limit=100&unread=true");
        flagged.addAll(items(recent));
        while (recent.json().at("/page/hasMore").asBoolean()) {
            recent =
                    get(
                            "/threads?tab=recent&limit=100&unread=true&after="
                                    + recent.text("/page/next"));
            flagged.addAll(items(recent));
        }
        List<String> listed = new ArrayList<>();
        Answer unread = get("/me/unread?limit=20&count=bounded");
        long total = unread.json().get("total").asLong();
        assertThat(unread.json().get("items"))
                .allSatisfy(item -> assertThat(item.at("/viewer/unread").asBoolean()).isTrue());
        listed.addAll(items(unread));
        while (unread.json().at("/page/hasMore").asBoolean()) {
            unread = get("/me/unread?limit=20&after=" + unread.text("/page/next"));
            listed.addAll(items(unread));
        }

        assertThat(listed).isEqualTo(flagged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(total).isEqualTo(Math.min(101, listed.size()));
    }

    @Test
    void allReadIsAllReadAndNeverLessThanBefore() {
        FORUM.database()
                .execute(
                        "update users set created_at = now() - interval '1 year' where id = "
                                + member.id());
        assertThat(get("/me/unread").json().get("items")).isNotEmpty();

        Answer all = send("PUT", "/structures/all/read", "{}");
        assertThat(all.status()).as(all.body()).isEqualTo(200);
        assertThat(get("/me/unread?count=bounded").json().get("items")).isEmpty();
        Answer older = send("PUT", "/structures/all/read", "{\"until\":\"2020-01-01T00:00:00Z\"}");
        assertThat(older.text("/readUntil")).isEqualTo(all.text("/readUntil"));
        assertThat(send("PUT", "/structures/999999999/read", "{}").status()).isEqualTo(404);
    }

    @Test
    void whoHasJustJoinedHasNothingUnread() {
        assertThat(get("/me/unread").json().get("items")).isEmpty();
        assertThat(get("/threads?tab=recent").json().at("/items/0/viewer/unread").asBoolean())
                .isFalse();
    }

    @Test
    void votesAreListedWithTheirValue() {
        FORUM.database()
                .execute(
                        """
                        insert into thread_votes (user_id, thread_id, value)
                            select %1$s, id, case when id %% 2 = 0 then 1 else -1 end from threads where id between 10 and 60;
                        insert into post_votes (user_id, post_id, thread_id, value)
                            select %1$s, id, thread_id, -1 from posts where id between 100 and 140"""
                                .formatted(member.id()));
        List<String> shown =
                FORUM.database()
                        .rows(
                                "select id from threads where id between 10 and 60 and not is_removed"
                                        + " and published_at is not null order by id desc");

        Answer first = get("/me/votes?limit=20");
        assertThat(items(first)).isEqualTo(shown.subList(0, 20));
        assertThat(first.json().get("items"))
                .allSatisfy(
                        item ->
                                assertThat(item.at("/viewer/vote").asInt())
                                        .isEqualTo(item.get("id").asLong() % 2 == 0 ? 1 : -1));
        Answer second = get("/me/votes?limit=20&after=" + first.text("/page/next"));
        assertThat(items(second)).isEqualTo(shown.subList(20, 40));
        assertThat(items(get("/me/votes?limit=20&before=" + second.text("/page/prev"))))
                .isEqualTo(shown.subList(0, 20));

        Answer posts = get("/me/votes/posts?limit=100");
        assertThat(posts.json().get("items")).isNotEmpty();
        assertThat(posts.json().get("items"))
                .allSatisfy(post -> assertThat(post.at("/viewer/vote").asInt()).isEqualTo(-1));
    }

    @Test
    void whoPostsHasReadAndFollowsUnlessTheyMutedIt() {
        long thread = shownThread(5);
        long muted = shownThread(6);
        assertThat(send("PUT", "/threads/" + muted + "/mute", "").status()).isEqualTo(204);
        for (long each : List.of(thread, muted)) {
            FORUM.platform()
                    .database()
                    .transaction(
                            in -> {
                                ReadStore.posted(in, member.id(), each, 3);
                                return each;
                            });
        }
        FORUM.platform().caches().clear();

        JsonNode viewer = get("/threads/" + thread).json().get("viewer");
        assertThat(viewer.get("lastReadPostNumber").asInt()).isEqualTo(3);
        assertThat(viewer.get("following").asBoolean()).isTrue();
        assertThat(get("/threads/" + muted).json().at("/viewer/following").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/me/unread?, 2",
        "/me/unread?count=bounded&, 3",
        "/me/favorites?, 2",
        "/me/votes?, 2",
        "/me/votes/posts?, 2",
        "/me/following?, 1",
        "/threads?tab=following&, 3"
    })
    void anOwnListTakesAFixedNumberOfStatements(String list, int most) {
        FORUM.database()
                .execute(
                        """
                        update users set created_at = now() - interval '1 year' where id = %1$s;
                        insert into favorites (user_id, thread_id) select %1$s, id from threads where id < 300;
                        insert into thread_votes (user_id, thread_id, value) select %1$s, id, 1 from threads where id < 300;
                        insert into post_votes (user_id, post_id, thread_id, value)
                            select %1$s, id, thread_id, 1 from posts where id < 300;
                        insert into follows (user_id, target, target_id) select %1$s, 'thread', id from threads where id < 300;
                        insert into follows (user_id, target, target_id) values (%1$s, 'structure', 1), (%1$s, 'tag', 1)"""
                                .formatted(member.id()));
        for (int limit : List.of(5, 100)) {
            String path = API + list + "limit=" + limit;
            assertThat(FORUM.statements(() -> FORUM.cold(path, member))).hasSize(most);
            assertThat(get(list + "limit=" + limit).json().get("items")).hasSize(limit);
        }
        if (!list.startsWith("/me/following") && !list.startsWith("/me/votes/posts")) {
            assertThat(FORUM.statements(() -> get(list + "limit=100"))).isEmpty();
            String tag = get(list + "limit=100").header("ETag");
            assertThat(
                            FORUM.http()
                                    .get(
                                            API + list + "limit=100",
                                            member.credential("If-None-Match", tag))
                                    .status())
                    .isEqualTo(304);
        }
        assertThat(FORUM.http().get(API + list + "limit=5").status()).isEqualTo(401);
    }
}
