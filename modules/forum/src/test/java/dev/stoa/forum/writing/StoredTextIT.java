package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.text.Hostile;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What hostile members write is served as text, or as HTML in which nothing is active. */
class StoredTextIT {
    private static TestMember mallory;
    private static long thread;

    @BeforeAll
    static void aThread() {
        mallory = FORUM.member("member");
        thread = Writers.opened(mallory);
    }

    /** A browser that is led to it must not take it for a page. */
    private static void assertData(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void bodiesAreKeptAsWrittenAndServedClean() {
        for (String hostile : Hostile.texts()) {
            Answer posted = Writers.reply(mallory, thread, hostile);
            if (posted.status() == 422) {
                assertThat(hostile).matches("(?s).*\\p{Cntrl}.*");
                continue;
            }
            assertThat(posted.status()).as(posted.body()).isEqualTo(201);
            Answer read = FORUM.http().get("/api/forum/posts/" + posted.text("/id"));
            assertData(read);
            assertThat(read.text("/body")).isEqualTo(hostile);
            assertThat(Hostile.active(read.text("/bodyHtml"))).as(hostile).isEmpty();
        }
    }

    @Test
    void titlesAreTextAndSlugsAreLetters() {
        for (String hostile : Hostile.texts()) {
            Answer edited =
                    Writers.send(
                            mallory,
                            "PATCH",
                            "/api/forum/threads/" + thread,
                            Writers.object().put("title", hostile));
            if (edited.status() == 422) {
                continue;
            }
            assertThat(edited.status()).as(edited.body()).isEqualTo(200);
            assertThat(edited.text("/title")).isEqualTo(hostile.strip().replaceAll("\\s+", " "));
            assertThat(edited.text("/slug")).matches("[a-z0-9-]+");
        }
        assertData(FORUM.http().get("/api/forum/threads/" + thread));
    }

    @Test
    void namesAndTagsAreText() {
        List<String> tag = Writers.rows("select id from tags order by id desc limit 1");
        var tagged = Writers.object();
        tagged.withArray("tags")
                .add(Writers.rows("select slug from tags where id = " + tag.getFirst()).getFirst());
        for (String hostile : Hostile.texts().subList(0, 40)) {
            String literal = hostile.replace("'", "''").replace("\u0001", "");
            Writers.execute(
                    "update users set display_name = '" + literal + "' where id = " + mallory.id());
            Writers.execute(
                    "update tags set name = '" + literal + "' where id = " + tag.getFirst());
            Answer edited =
                    Writers.send(
                            mallory, "PATCH", "/api/forum/threads/" + thread, tagged.deepCopy());
            assertThat(edited.text("/author/displayName")).isEqualTo(hostile.replace("\u0001", ""));
            assertThat(edited.text("/tags/0/name")).isEqualTo(hostile.replace("\u0001", ""));
        }
        Writers.execute("update tags set name = 'quiet' where id = " + tag.getFirst());
    }
}
