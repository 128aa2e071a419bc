package dev.stoa.forum.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tags as moderators make and change them. */
class TagEditingIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final TestMember MODERATOR = FORUM.member("moderator");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String ALL = "/api/forum/tags";

    private final String own = "Edited " + NUMBERS.incrementAndGet();
    private final String slug = own.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');

    private static Answer ask(String method, String path, String body, String... headers) {
        return FORUM.http().send(method, path, body, MODERATOR.credential(headers));
    }

    @Test
    void aTagIsMadeOnceAndIsThereAtOnce() {
        assertThat(FORUM.http().get(ALL + '/' + slug).status()).isEqualTo(404);
        Answer made = ask("POST", ALL, "{\"name\":\"%s\",\"color\":\"#a0B1c2\"}".formatted(own));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(ALL + '/' + slug);
        assertThat(FORUM.http().get(ALL + '/' + slug).body()).isEqualTo(made.body());
        Answer twin =
                ask(
                        "POST",
                        ALL,
                        "{\"name\":\"%s\",\"slug\":\"another\"}"
                                .formatted(own.toUpperCase(java.util.Locale.ROOT)));
        assertThat(twin.status()).isEqualTo(409);
        assertThat(twin.text("/code")).isEqualTo("tag-exists");
        assertThat(ask("POST", ALL, "{\"name\":\"x\",\"color\":\"red\"}").text("/errors/0/pointer"))
                .isEqualTo("/color");
        assertThat(
                        FORUM.http()
                                .send(
                                        "POST",
                                        ALL,
                                        "{\"name\":\"x\"}",
                                        FORUM.member("member").credential())
                                .status())
                .isEqualTo(403);
    }

    @Test
    void threadsShowAChangedTagSoonAfter() throws Exception {
        long tag = FORUM.database().number("select id from tags order by use_count desc limit 1");
        String known = FORUM.database().rows("select slug from tags where id = " + tag).getFirst();
        long version = FORUM.database().number("select version from tags where id = " + tag);
        String behind =
                """
                select count(*) from threads t join thread_tags x on x.thread_id = t.id
                 where x.tag_id = %d
                   and position('"name":"Most \\"used\\"","slug":"%s","color":"#010203"' in t.card) = 0"""
                        .formatted(tag, known);
        String list = ALL.replace("tags", "threads") + "?tab=new&tag=" + known;
        FORUM.http().get(list);

        String body = "{\"name\":\"Most \\\"used\\\"\",\"color\":\"#010203\",\"description\":null}";
        assertThat(ask("PATCH", ALL + '/' + known, body).status()).isEqualTo(428);
        Answer edited = ask("PATCH", ALL + '/' + known, body, "If-Match", "\"v" + version + '"');
        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(FORUM.http().get(ALL + '/' + known).text("/name")).isEqualTo("Most \"used\"");

        long end = System.nanoTime() + 15_000_000_000L;
        while (FORUM.database().number(behind) > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(FORUM.database().number(behind)).isZero();
        assertThat(
                        FORUM.database()
                                .number("select count(*) from tags where cards_from is not null"))
                .isZero();
        assertThat(
                        FORUM.database()
                                .rows(
                                        "select action, moderator_id from modlog where target_type = 'tag' and target_id = "
                                                + tag))
                .containsExactly("tag-changed|" + MODERATOR.id());
    }

    @Test
    void theVersionMustBeTheOneSeen() {
        ask("POST", ALL, "{\"name\":\"%s\"}".formatted(own));
        Answer wrong = ask("PATCH", ALL + '/' + slug, "{\"name\":\"y\"}", "If-Match", "\"v3\"");
        assertThat(wrong.status()).isEqualTo(412);
        assertThat(
                        ask("PATCH", ALL + "/no-such", "{\"name\":\"y\"}", "If-Match", "\"v0\"")
                                .status())
                .isEqualTo(404);
        Answer same =
                ask(
                        "PATCH",
                        ALL + '/' + slug,
                        "{\"name\":\"%s\"}".formatted(own),
                        "If-Match",
                        "\"v0\"");
        assertThat(same.text("/version")).isEqualTo("0");
    }
}
