package dev.stoa.forum.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What signed-in viewers get, held against what anonymous ones get and the rows of the tables. */
class OverlayIT {
    private static final TestForum FORUM = TestForum.shared();

    private static Stream<String> pages() {
        String busy =
                FORUM.database()
                        .rows(
                                "select s.thread_id from thread_stats s join threads t on t.id = s.thread_id"
                                        + " where not t.is_removed and t.published_at is not null"
                                        + " order by s.post_count desc, 1")
                        .getFirst();
        return Stream.of(
                "/api/forum/threads?tab=recent&limit=100",
                "/api/forum/threads?tab=trending&limit=30",
                "/api/forum/threads?tab=new&kind=question&page=2",
                "/api/forum/threads?tab=top&limit=5",
                "/api/forum/structures/1/threads?tab=recent",
                "/api/forum/members/1/threads",
                "/api/forum/threads/" + busy,
                "/api/forum/threads/" + busy + "/posts?limit=100",
                "/api/forum/threads/" + busy + "/posts?sort=tree&limit=50",
                "/api/forum/members/1/posts");
    }

    private final Random random = new Random(20261120);

    /** A member with votes, marks and so on of all kinds, of threads that lists show. */
    private TestMember busyMember() {
        TestMember member = FORUM.member("member");
        String id = Long.toString(member.id());
        FORUM.database()
                .execute(
                        """
                        update users set created_at = now() - interval '%2$d days' where id = %1$s;
                        insert into thread_votes (user_id, thread_id, value)
                            select %1$s, id, case when random() < 0.3 then -1 else 1 end from threads where random() < 0.3;
                        insert into post_votes (user_id, post_id, thread_id, value)
                            select %1$s, id, thread_id, case when random() < 0.3 then -1 else 1 end from posts where random() < 0.3;
                        insert into favorites (user_id, thread_id) select %1$s, id from threads where random() < 0.2;
                        insert into follows (user_id, target, target_id)
                            select %1$s, 'thread', id from threads where random() < 0.2;
                        insert into mutes (user_id, target, target_id)
                            select %1$s, 'thread', id from threads where random() < 0.1;
                        insert into mutes (user_id, target, target_id)
                            select %1$s, 'member', id from users where random() < 0.03 and id <> %1$s;
                        insert into blocks (blocker_id, blocked, blocked_id, expires_at)
                            select %1$s, 'member:' || id, id, case when random() < 0.5 then now() - interval '1 hour' end
                              from users where random() < 0.05 and id <> %1$s;
                        insert into blocks (blocker_id, blocked, blocked_addr)
                            select %1$s, address, address from users
                             where address is not null and random() < 0.05 and id <> %1$s
                                on conflict do nothing;
                        insert into read_states (user_id, thread_id, last_read_post_number)
                            select %1$s, id, greatest(1, last_post_number - floor(random() * 3)) from threads
                             where random() < 0.5 and last_post_number > 0;
                        insert into user_watermarks (user_id, structure_id, read_until)
                            select %1$s, id, now() - random() * interval '60 days' from forum_structure where random() < 0.4
                        """
                                .formatted(id, 10 + random.nextInt(300)));
        return member;
    }

    @BeforeEach
    void settleCounters() throws Exception {
        FORUM.settle();
    }

    @Test
    void aViewersPageIsTheSharedPageWithTheirOwnRows() {
        for (int run = 0; run < 4; run++) {
            TestMember member = busyMember();
            Tables tables = Tables.of(FORUM.database(), member.id());
            FORUM.platform().caches().clear();
            pages().forEach(page -> compare(page, member, tables));
        }
    }

    private static void compare(String page, TestMember member, Tables tables) {
        JsonNode shared = FORUM.http().get(page).json();
        Answer cold = FORUM.http().get(page, member.credential());
        assertThat(cold.status()).as(cold.body()).isEqualTo(200);
        JsonNode expected = expected(shared, tables);

        assertThat(cold.json()).as(page).isEqualTo(expected);
        assertThat(FORUM.http().get(page, member.credential()).json()).isEqualTo(expected);
        assertThat(FORUM.http().get(page).json()).isEqualTo(shared);
        assertThat(cold.header("Link")).isEqualTo(FORUM.http().get(page).header("Link"));
    }

    private static JsonNode expected(JsonNode shared, Tables tables) {
        ObjectNode page = shared.deepCopy();
        if (page.has("title")) {
            page.set("viewer", tables.ofThread(page.get("id").asLong()));
            ((ObjectNode) page.get("posts")).set("items", posts(page.at("/posts/items"), tables));
        } else if (page.at("/items/0").has("title")) {
            ArrayNode items = page.arrayNode();
            for (JsonNode item : page.get("items")) {
                long id = item.get("id").asLong();
                if (!tables.isThreadUnwanted(id)) {
                    items.add(((ObjectNode) item).set("viewer", tables.ofThread(id)));
                }
            }
            page.set("items", items);
        } else {
            page.set("items", posts(page.get("items"), tables));
        }
        return page;
    }

    private static ArrayNode posts(JsonNode items, Tables tables) {
        ArrayNode posts = ((ArrayNode) items).arrayNode();
        for (JsonNode item : items) {
            long id = item.get("id").asLong();
            if (!tables.isPostUnwanted(id)) {
                posts.add(((ObjectNode) item).set("viewer", tables.ofPost(id)));
            }
        }
        return posts;
    }

    @Test
    void twoViewersNeverGetEachOthersStates() throws Exception {
        TestMember one = busyMember();
        TestMember other = busyMember();
        String page = "/api/forum/threads?tab=recent&limit=50";
        FORUM.settle();
        FORUM.platform().caches().clear();
        JsonNode shared = FORUM.http().get(page).json();
        JsonNode ofOne = expected(shared, Tables.of(FORUM.database(), one.id()));
        JsonNode ofOther = expected(shared, Tables.of(FORUM.database(), other.id()));
        assertThat(ofOne).isNotEqualTo(ofOther);

        List<Thread> readers = new ArrayList<>();
        List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            TestMember member = i % 2 == 0 ? one : other;
            JsonNode right = i % 2 == 0 ? ofOne : ofOther;
            readers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int n = 0; n < 50; n++) {
                                            Answer answer =
                                                    FORUM.http().get(page, member.credential());
                                            if (!answer.json().equals(right)) {
                                                wrong.add(answer.body());
                                            }
                                            if (n % 10 == 0) {
                                                FORUM.platform().caches().clear();
                                            }
                                        }
                                    }));
        }
        for (Thread reader : readers) {
            reader.join(Duration.ofSeconds(30));
        }

        assertThat(wrong).isEmpty();
        assertThat(FORUM.http().get(page).json()).isEqualTo(shared);
    }

    @Test
    void whatIsReadIsLeftOutWhereOnlyUnreadIsAskedFor() {
        TestMember member = busyMember();
        Tables tables = Tables.of(FORUM.database(), member.id());
        String page = "/api/forum/threads?tab=recent&limit=100";
        FORUM.platform().caches().clear();
        List<Long> unread = new ArrayList<>();
        for (JsonNode item : FORUM.http().get(page).json().get("items")) {
            if (tables.isUnread(item.get("id").asLong())) {
                unread.add(item.get("id").asLong());
            }
        }

        Answer answer = FORUM.http().get(page + "&unread=true", member.credential());

        List<Long> shown = new ArrayList<>();
        answer.json().get("items").forEach(item -> shown.add(item.get("id").asLong()));
        assertThat(shown).isEqualTo(unread).isNotEmpty().hasSizeLessThan(100);
        assertThat(FORUM.http().get(page + "&unread=true").status()).isEqualTo(401);
    }

    @Test
    void theTagIsThatOfTheViewersOwnBodyAndSavesTheStatements() {
        TestMember member = FORUM.member("member");
        String page = "/api/forum/threads?tab=recent&limit=20";
        Answer first = FORUM.http().get(page, member.credential());
        assertThat(first.header("ETag")).isNotEqualTo(FORUM.http().get(page).header("ETag"));

        Answer unchanged =
                FORUM.http().get(page, member.credential("If-None-Match", first.header("ETag")));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");

        String shown = first.text("/items/0/id");
        assertThat(
                        FORUM.http()
                                .send(
                                        "PUT",
                                        "/api/forum/threads/" + shown + "/favorite",
                                        "",
                                        member.credential())
                                .status())
                .isEqualTo(204);
        Answer changed =
                FORUM.http().get(page, member.credential("If-None-Match", first.header("ETag")));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().at("/items/0/viewer/favorited").asBoolean()).isTrue();
    }

    @Test
    void aBlockIsSeenAtOnce() {
        TestMember member = FORUM.member("member");
        String page = "/api/forum/threads?tab=recent&limit=20";
        Answer before = FORUM.http().get(page, member.credential());
        String author =
                before.json().at("/items").findValues("author").stream()
                        .map(each -> each.path("id").asText())
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElseThrow();
        Instant began = Instant.now();

        assertThat(
                        FORUM.http()
                                .send(
                                        "PUT",
                                        "/api/sessions/blocks/members/" + author,
                                        "{}",
                                        member.credential())
                                .status())
                .isEqualTo(201);

        JsonNode items = FORUM.http().get(page, member.credential()).json().get("items");
        assertThat(items.findValues("author").stream().map(it -> it.path("id").asText()).toList())
                .doesNotContain(author);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
