package dev.stoa.forum.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a structure that asks for a role, through every route, for every kind of viewer. */
class AudienceIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final Pattern ID = Pattern.compile("\"(?:id|threadId)\":\"(\\d+)\"");

    private static TestMember member;
    private static TestMember moderator;
    private static long staff;
    private static String thread;
    private static String post;
    private static String author;
    private static String tag;

    @BeforeAll
    static void hide() throws InterruptedException {
        member = FORUM.member("member");
        moderator = FORUM.member("moderator");
        staff =
                FORUM.database()
                        .number(
                                "select t.structure_id from threads t join forum_structure s on s.id = t.structure_id"
                                        + " where s.parent_id is not null and not t.is_removed and t.published_at is not null"
                                        + " group by 1 order by count(*) desc limit 1");
        role("moderator");
        String shown = "not is_removed and published_at is not null and structure_id = " + staff;
        thread =
                one(
                        "select id from threads where "
                                + shown
                                + " and cardinality(tag_ids) > 0 order by last_post_number desc limit 1");
        post =
                one(
                        "select id from posts where not is_removed and thread_id = "
                                + thread
                                + " order by id limit 1");
        author = one("select user_id from posts where id = " + post);
        tag =
                one(
                        "select g.slug from threads t join tags g on g.id = t.tag_ids[1] where t.id = "
                                + thread);
    }

    @AfterAll
    static void show() throws InterruptedException {
        role("anon");
    }

    private static String one(String sql) {
        return FORUM.database().rows(sql).getFirst();
    }

    /** As seen by this node, which looks at the tree every few seconds. */
    private static void role(String role) throws InterruptedException {
        FORUM.database()
                .execute(
                        "update forum_structure set read_role = '"
                                + role
                                + "' where id = "
                                + staff);
        int expected = role.equals("anon") ? 200 : 404;
        for (int i = 0; i < 300; i++) {
            if (FORUM.http().get("/api/forum/structures/" + staff).status() == expected) {
                return;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("the tree is not looked at");
    }

    private static List<String> single() {
        return List.of(
                "/api/forum/structures/" + staff,
                "/api/forum/structures/" + staff + "/threads",
                "/api/forum/threads?forumId=" + staff,
                "/api/forum/threads/" + thread,
                "/api/forum/threads/" + thread + "/posts",
                "/api/forum/threads/" + thread + "/posts?parentId=" + post,
                "/api/forum/threads/" + thread + "/posts?sort=tree",
                "/api/forum/posts/" + post,
                "/api/forum/posts/" + post + "/replies",
                "/api/forum/threads/" + thread + "/related");
    }

    private static List<String> lists() {
        List<String> lists =
                new ArrayList<>(
                        List.of(
                                "/api/forum/structures",
                                "/api/forum/structures/1",
                                "/api/forum/threads?ids=" + thread,
                                "/api/forum/members/" + author + "/karma?limit=100",
                                "/api/forum/members/" + author + "/posts?limit=100",
                                "/api/forum/members/" + author + "/threads?limit=100"));
        for (String tab : List.of("trending", "recent", "new", "top")) {
            for (String filter :
                    List.of(
                            "",
                            "&tag=" + tag,
                            "&kind=question",
                            "&authorId=" + author,
                            "&page=2",
                            "&forumId=1")) {
                lists.add("/api/forum/threads?limit=100&tab=" + tab + filter);
            }
        }
        return lists;
    }

    private static String[] credential(String who) {
        return switch (who) {
            case "member" -> member.credential();
            case "moderator" -> moderator.credential();
            default -> new String[0];
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"anon", "member"})
    void nothingOfAHiddenStructureIsThereForThoseItIsHiddenFrom(String who) {
        // Seen by who may before, so that nothing of theirs may come from a cache.
        single().forEach(path -> FORUM.http().get(path, moderator.credential()));
        lists().forEach(path -> FORUM.http().get(path, moderator.credential()));

        for (String path : single()) {
            assertThat(FORUM.http().get(path, credential(who)).status()).as(path).isEqualTo(404);
        }
        for (String path : lists()) {
            Answer answer = FORUM.http().get(path, credential(who));
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
            assertThat(leaked(answer.body())).as(path).isEmpty();
        }
    }

    /** Whatever names the structure, its threads or its posts. */
    private static List<String> leaked(String body) {
        List<String> hidden =
                FORUM.database().rows("select id from threads where structure_id = " + staff);
        List<String> leaked = new ArrayList<>();
        if (body.contains("\"structure\":{\"id\":\"" + staff + "\"")) {
            leaked.add("structure");
        }
        if (body.contains("\"kind\":\"forum\"") || body.contains("\"threadCount\"")) {
            if (body.contains("{\"id\":\"" + staff + "\",\"parentId\"")) {
                leaked.add("node");
            }
            return leaked;
        }
        Matcher threads = Pattern.compile("\"threadId\":\"(\\d+)\"").matcher(body);
        while (threads.find()) {
            if (hidden.contains(threads.group(1))) {
                leaked.add(threads.group());
            }
        }
        if (body.contains("\"excerpt\"")) {
            Matcher ids =
                    Pattern.compile("\\{(?:\"viewer\":\\{[^}]*},)?" + ID.pattern() + ",\"kind\"")
                            .matcher(body);
            while (ids.find()) {
                if (hidden.contains(ids.group(1))) {
                    leaked.add(ids.group());
                }
            }
        }
        return leaked;
    }

    @Test
    void itIsAllThereForModerators() {
        for (String path : single()) {
            Answer answer = FORUM.http().get(path, moderator.credential());
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
        }
        assertThat(
                        FORUM.http()
                                .get("/api/forum/threads?ids=" + thread, moderator.credential())
                                .json()
                                .get("items"))
                .hasSize(1);
        Answer structures = FORUM.http().get("/api/forum/structures", moderator.credential());
        assertThat(structures.body()).contains("\"readRole\":\"moderator\"");
        assertThat(structures.header("ETag"))
                .isNotEqualTo(FORUM.http().get("/api/forum/structures").header("ETag"));
    }

    @Test
    void aHiddenThreadCanBeNeitherKeptNorMarked() {
        for (Map.Entry<String, String> each :
                Map.of(
                                "/api/forum/threads/" + thread + "/favorite", "",
                                "/api/forum/threads/" + thread + "/follow", "",
                                "/api/forum/threads/" + thread + "/mute", "",
                                "/api/forum/structures/" + staff + "/follow", "",
                                "/api/forum/structures/" + staff + "/read", "{}",
                                "/api/forum/threads/" + thread + "/read", "{\"postNumber\":1}")
                        .entrySet()) {
            assertThat(
                            FORUM.http()
                                    .send(
                                            "PUT",
                                            each.getKey(),
                                            each.getValue(),
                                            member.credential())
                                    .status())
                    .as(each.getKey())
                    .isEqualTo(404);
        }
        Answer marks =
                FORUM.http()
                        .send(
                                "POST",
                                "/api/forum/read-states",
                                "{\"items\":[{\"threadId\":\"" + thread + "\",\"postNumber\":1}]}",
                                member.credential());
        assertThat(marks.json().get("missing")).hasSize(1);
    }

    @Test
    void ownListsHoldNothingThatWasHiddenLater() {
        TestMember reader = FORUM.member("member");
        FORUM.database()
                .execute(
                        """
                        update users set created_at = now() - interval '1 year' where id = %1$s;
                        insert into favorites (user_id, thread_id) select %1$s, id from threads where structure_id = %2$s;
                        insert into thread_votes (user_id, thread_id, value) select %1$s, id, 1 from threads where structure_id = %2$s;
                        insert into post_votes (user_id, post_id, thread_id, value)
                            select %1$s, p.id, p.thread_id, 1 from posts p join threads t on t.id = p.thread_id where structure_id = %2$s;
                        insert into follows (user_id, target, target_id) select %1$s, 'thread', id from threads where structure_id = %2$s;
                        insert into follows (user_id, target, target_id) values (%1$s, 'structure', %2$s)"""
                                .formatted(reader.id(), staff));
        for (String path :
                List.of(
                        "/api/forum/me/favorites",
                        "/api/forum/me/votes",
                        "/api/forum/me/votes/posts",
                        "/api/forum/me/following",
                        "/api/forum/threads?tab=following")) {
            Answer answer = FORUM.http().get(path, reader.credential());
            assertThat(answer.json().get("items")).as(path).isEmpty();
        }
        assertThat(
                        leaked(
                                FORUM.http()
                                        .get("/api/forum/me/unread?limit=100", reader.credential())
                                        .body()))
                .isEmpty();
    }

    @Test
    void aCursorOfOneAudienceIsNoneOfAnother() {
        String next =
                FORUM.http()
                        .get("/api/forum/threads?tab=recent&limit=5", moderator.credential())
                        .text("/page/next");
        Answer refused = FORUM.http().get("/api/forum/threads?tab=recent&limit=5&after=" + next);
        assertThat(refused.text("/code")).isEqualTo("cursor-mismatch");
    }

    @Test
    void aListThatLeavesOutStructuresWalksLikeAnyOther() {
        List<String> all =
                FORUM.database()
                        .rows(
                                "select id from threads where not is_removed and published_at is not null and structure_id <> "
                                        + staff
                                        + " order by last_post_at desc, id desc limit 60");
        List<String> walked = new ArrayList<>();
        Answer page = FORUM.http().get("/api/forum/threads?tab=recent&limit=20");
        for (int i = 0; i < 3; i++) {
            page.json().get("items").forEach(item -> walked.add(item.get("id").asText()));
            page =
                    FORUM.http()
                            .get(
                                    "/api/forum/threads?tab=recent&limit=20&after="
                                            + page.text("/page/next"));
        }
        assertThat(walked).isEqualTo(all);
        assertThat(
                        FORUM.http()
                                .get("/api/forum/threads?tab=recent&count=estimate")
                                .json()
                                .get("total")
                                .asLong())
                .isLessThan(
                        FORUM.http()
                                .get(
                                        "/api/forum/threads?tab=recent&count=estimate",
                                        moderator.credential())
                                .json()
                                .get("total")
                                .asLong());
    }

    @Test
    void aDraftIsThereForItsAuthorAndARemovedThreadForModerators() {
        String draft =
                one(
                        "select id from threads where published_at is null and not is_removed order by id limit 1");
        String removed =
                one(
                        "select id from threads where is_removed and published_at is not null order by id limit 1");
        FORUM.database()
                .execute("update threads set user_id = " + member.id() + " where id = " + draft);
        String path = "/api/forum/threads/" + draft;

        assertThat(FORUM.http().get(path).status()).isEqualTo(404);
        assertThat(FORUM.http().get(path, moderator.credential()).status()).isEqualTo(404);
        Answer own = FORUM.http().get(path, member.credential());
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.json().at("/viewer/vote").isInt()).isTrue();

        String gone = "/api/forum/threads/" + removed;
        assertThat(FORUM.http().get(gone).status()).isEqualTo(404);
        assertThat(FORUM.http().get(gone, member.credential()).status()).isEqualTo(404);
        Answer seen = FORUM.http().get(gone, moderator.credential());
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().at("/state/removed").asBoolean()).isTrue();
        assertThat(FORUM.http().get(gone).status()).isEqualTo(404);
    }
}
