package dev.stoa.forum.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.MemberId;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as their member sees them. */
class NotificationsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final String LIST = "/api/forum/notifications";

    private final Notices notices = new Notices(new Changes(FORUM.platform().caches()));

    private TestMember reader;
    private long writer;
    private long thread;

    @BeforeEach
    void aMemberWithAThread() {
        reader = FORUM.member("member");
        writer = FORUM.database().number("select min(id) from users where status = 'active'");
        thread =
                inserted(
                        "insert into threads (structure_id, user_id, title, slug, published_at) values (1, %d, 'A title', 'a-title', now())"
                                .formatted(reader.id()));
        // A list's page is cut before it looks at counters: a thread without them is a hole in it.
        FORUM.database().execute("insert into thread_stats (thread_id) values (" + thread + ")");
    }

    private static long inserted(String insert) {
        return FORUM.database()
                .number("with made as (" + insert + " returning id) select id from made");
    }

    private long post(int number) {
        return inserted(
                "insert into posts (thread_id, post_number, path, user_id, body, body_html) values (%1$d, %2$d, '%2$07d', %3$d, 'b', 'b')"
                        .formatted(thread, number, writer));
    }

    private long reply(int number) {
        long post = post(number);
        FORUM.platform()
                .database()
                .transaction(
                        in ->
                                notices.posted(
                                        in,
                                        new Posted(
                                                thread,
                                                post,
                                                null,
                                                new MemberId(writer),
                                                List.of())));
        return post;
    }

    private void lock() {
        FORUM.platform()
                .database()
                .transaction(
                        in ->
                                notices.moderated(
                                        in,
                                        new Moderated(
                                                new MemberId(reader.id()),
                                                new MemberId(writer),
                                                thread,
                                                null,
                                                "thread-locked",
                                                "Off topic.")));
    }

    private void many(int count, String kind) {
        FORUM.database()
                .execute(
                        "insert into notifications (user_id, kind, actor_id, thread_id, post_id) select %d, '%s', %d, %d, -i - %d from generate_series(1, %d) i"
                                .formatted(
                                        reader.id(),
                                        kind,
                                        writer,
                                        thread,
                                        ThreadLocalRandom.current().nextInt(1 << 30),
                                        count));
        FORUM.platform().caches().clear();
    }

    private Answer get(String path, String... more) {
        return FORUM.http().get(path, reader.credential(more));
    }

    private Answer read(String upTo) {
        return FORUM.http()
                .send("POST", LIST + "/read", "{\"upTo\":\"" + upTo + "\"}", reader.credential());
    }

    @Test
    void aNotificationSaysWhoDidWhatWhere() {
        long post = reply(1);

        JsonNode item = get(LIST).json().at("/items/0");

        assertThat(item.at("/kind").asText()).isEqualTo("reply");
        assertThat(item.at("/actor/id").asLong()).isEqualTo(writer);
        assertThat(item.at("/actor/username").asText()).isNotEmpty();
        assertThat(item.at("/thread/id").asLong()).isEqualTo(thread);
        assertThat(item.at("/thread/title").asText()).isEqualTo("A title");
        assertThat(item.at("/post/id").asLong()).isEqualTo(post);
        assertThat(item.at("/post/number").asInt()).isEqualTo(1);
        assertThat(item.at("/read").asBoolean()).isFalse();
    }

    @Test
    void aModeratorIsNotNamed() {
        lock();

        JsonNode item = get(LIST).json().at("/items/0");

        assertThat(item.at("/actor").isNull()).isTrue();
        assertThat(item.at("/action").asText()).isEqualTo("thread-locked");
        assertThat(item.at("/note").asText()).isEqualTo("Off topic.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?unread=true&", "/counts?"})
    void aListTakesOneStatementColdWhateverTheLimitAndNoneWarm(String list) {
        many(120, "reply");
        boolean isPaged = !list.startsWith("/");

        for (String limit : isPaged ? List.of("limit=5", "limit=100") : List.of("")) {
            FORUM.platform().caches().clear();
            get("/api/forum/structures"); // Finds out who the viewer is, which counts apart.
            Answer cold = get(LIST + list + limit);
            assertThat(cold.status()).as(cold.body()).isEqualTo(200);
            assertThat(cold.statements()).isEqualTo(1);
            assertThat(get(LIST + list + limit).statements()).isZero();
            Answer same = get(LIST + list + limit, "If-None-Match", cold.header("ETag"));
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.statements()).isZero();
        }
    }

    @Test
    void aWalkShowsAllOnceWhileMoreArrive() {
        many(57, "mention");
        List<String> expected =
                FORUM.database()
                        .rows(
                                "select id from notifications where user_id = %d order by id desc"
                                        .formatted(reader.id()));
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Answer page = get(LIST + "?unread=true&limit=10" + next);
            page.json().at("/items").forEach(item -> seen.add(item.at("/id").asText()));
            next = page.text("/page/next");
            next = next.isEmpty() ? "" : "&after=" + next;
            lock();
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void aCursorIsOfOneMemberAndOneList() {
        many(30, "reply");
        String next = get(LIST + "?limit=5").text("/page/next");
        TestMember other = FORUM.member("member");

        assertThat(get(LIST + "?unread=true&limit=5&after=" + next).text("/code"))
                .isEqualTo("cursor-mismatch");
        assertThat(
                        FORUM.http()
                                .get(LIST + "?limit=5&after=" + next, other.credential())
                                .text("/code"))
                .isEqualTo("cursor-mismatch");
    }

    @Test
    void readingIsUpToOneAndNeverTakenBack() {
        reply(1);
        reply(2);
        reply(3);
        JsonNode items = get(LIST).json().at("/items");
        String middle = items.at("/1/id").asText();

        assertThat(read(middle).text("/unread")).isEqualTo("1");
        assertThat(get(LIST + "?unread=true").json().at("/items")).hasSize(1);
        assertThat(get(LIST).json().at("/items/1/read").asBoolean()).isTrue();
        assertThat(read(items.at("/2/id").asText()).text("/unread")).isEqualTo("1");
        assertThat(read(middle).text("/unread")).isEqualTo("1");
        assertThat(read("9223372036854775807").text("/unread")).isEqualTo("0");
        assertThat(get(LIST + "/counts").text("/unread")).isEqualTo("0");
    }

    @Test
    void whatCommitsLateUnderALowerIdIsNotTakenForRead() {
        long late = FORUM.database().number("select nextval('notifications_id_seq')");
        reply(1);
        read(get(LIST).text("/items/0/id"));
        FORUM.database()
                .execute(
                        "insert into notifications (id, user_id, kind, post_id) values (%d, %d, 'reply', -%d)"
                                .formatted(late, reader.id(), late));
        FORUM.platform().caches().clear();

        assertThat(get(LIST + "/counts").text("/unread")).isEqualTo("1");
        assertThat(get(LIST + "?unread=true").text("/items/0/id")).isEqualTo(String.valueOf(late));
    }

    @Test
    void readingIsEachMembersOwn() {
        reply(1);
        TestMember other = FORUM.member("member");
        String id = get(LIST).text("/items/0/id");

        assertThat(FORUM.http().get(LIST, other.credential()).json().at("/items")).isEmpty();
        FORUM.http().send("POST", LIST + "/read", "{\"upTo\":\"" + id + "\"}", other.credential());
        assertThat(get(LIST + "/counts").text("/unread")).isEqualTo("1");
        assertThat(FORUM.http().get(LIST).status()).isEqualTo(401);
    }

    @Test
    void aBadgeCountsToAHundred() {
        many(99, "reply");
        lock();
        assertThat(get(LIST + "/counts").json().at("/unread").asInt()).isEqualTo(100);
        assertThat(get(LIST + "/counts").json().at("/more").asBoolean()).isFalse();
        assertThat(get(LIST + "/counts").json().at("/kinds/3/unread").asInt()).isEqualTo(1);

        lock();
        assertThat(get(LIST + "/counts").json().at("/unread").asInt()).isEqualTo(100);
        assertThat(get(LIST + "/counts").json().at("/more").asBoolean()).isTrue();
    }

    @Test
    void aThreadThatIsGoneIsNotNamed() {
        reply(1);
        FORUM.database()
                .execute("update threads set is_removed = true where id = %d".formatted(thread));
        FORUM.platform().caches().clear();
        assertThat(get(LIST).body()).doesNotContain("A title").contains("\"kind\":\"reply\"");

        lock();
        assertThat(get(LIST).json().at("/items/0/thread/title").asText()).isEqualTo("A title");
    }

    @Test
    void readOnesAreForgottenSoonerThanOthers() {
        many(3, "reply");
        FORUM.database()
                .execute(
                        """
                        update notifications n
                           set created_at = now() - interval '1 day' * (array[89, 91, 366])[r.place],
                               read_at = case when r.place = 2 then now() end
                          from (select id, row_number() over (order by id) as place
                                  from notifications where user_id = %1$d) r
                         where n.id = r.id
                        """
                                .formatted(reader.id()));
        var database = FORUM.platform().database();
        database.execute(NoticeExpiry.EXPIRE_READ, 90 * 86_400.0);
        assertThat(ages()).containsExactly("89", "366");
        database.execute(NoticeExpiry.EXPIRE_UNREAD, 365 * 86_400.0);
        assertThat(ages()).containsExactly("89");
    }

    private List<String> ages() {
        return FORUM.database()
                .rows(
                        "select extract(day from now() - created_at)::int from notifications where user_id = %d order by id"
                                .formatted(reader.id()));
    }
}
