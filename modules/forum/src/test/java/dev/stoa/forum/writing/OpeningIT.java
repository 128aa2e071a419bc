package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.open;
import static dev.stoa.forum.writing.Writers.thread;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening threads. */
class OpeningIT {
    private TestMember ada;

    @BeforeEach
    void members() {
        ada = FORUM.member("member");
    }

    private static List<String> tags() {
        return Writers.rows("select slug from tags order by id limit 6");
    }

    private static ObjectNode tagged(List<String> slugs) {
        ObjectNode thread = thread("A thread with tags");
        slugs.forEach(thread.withArray("tags")::add);
        return thread;
    }

    @Test
    void aThreadIsThereForEveryoneOnceItIsAnswered() {
        Answer opened = open(ada, thread("  How to   cook an égg? "));

        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        assertThat(opened.header("Location")).isEqualTo("/api/forum/threads/" + opened.text("/id"));
        assertThat(opened.text("/title")).isEqualTo("How to cook an égg?");
        assertThat(opened.text("/slug")).isEqualTo("how-to-cook-an-egg");
        assertThat(opened.text("/excerpt")).isEqualTo("The first post.");
        assertThat(opened.text("/author/id")).isEqualTo(Long.toString(ada.id()));
        assertThat(opened.text("/firstPost/body")).isEqualTo("The *first* post.");
        assertThat(opened.text("/firstPost/bodyHtml"))
                .isEqualTo("<p>The <em>first</em> post.</p>\n");

        Answer read = FORUM.http().get(opened.header("Location"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("/posts/items/0/id")).isEqualTo(opened.text("/firstPost/id"));
        assertThat(FORUM.cold("/api/forum/threads?tab=new&limit=5").body())
                .contains("\"id\":\"" + opened.text("/id") + "\"");
    }

    @Test
    void tagsComeInTheOrderGivenAndAreCounted() {
        List<String> slugs = tags().subList(0, 3).reversed();
        long before = number("select sum(use_count) from tags");

        Answer opened = open(ada, tagged(slugs));

        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        assertThat(opened.json().at("/tags").findValuesAsText("slug")).isEqualTo(slugs);
        assertThat(number("select sum(use_count) from tags")).isEqualTo(before + 3);
        assertThat(
                        number(
                                "select count(*) from thread_tags where thread_id = "
                                        + opened.text("/id")))
                .isEqualTo(3);
    }

    @Test
    void anUnknownTagIsPointedAt() {
        Answer refused = open(ada, tagged(List.of(tags().getFirst(), "no-such-tag")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).endsWith("tags/1");
    }

    @ParameterizedTest
    @CsvSource({
        "title, '  ab ', invalid",
        "title, '', invalid",
        "body, ' \n\t ', invalid",
        "kind, poem, invalid",
        "gameId, a-game, conflict",
        "structureId, x, invalid"
    })
    void whatCannotBeAThreadIsPointedAt(String field, String value, String code) {
        Answer refused = open(ada, thread("A good title").put(field, value));

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).endsWith(field);
        assertThat(refused.text("/errors/0/code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1)",
        "data:text/html;x",
        "ftp://example.org/x",
        "https://",
        "//example.org",
        "https://user:word@example.org/"
    })
    void mediaAreAddressesOfTheWeb(String address) {
        ObjectNode clip = thread("A clip of mine").put("kind", "clip");
        clip.putObject("media").put("url", address);

        Answer refused = open(ada, clip);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).endsWith("media/url");
    }

    @Test
    void aClipKeepsItsMedia() {
        ObjectNode clip = thread("A clip of mine").put("kind", "clip").put("gameId", "game-1");
        clip.putObject("media").put("url", "https://example.org/v.mp4").put("durationSeconds", 7);

        Answer opened = open(ada, clip);
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        assertThat(opened.text("/media/url")).isEqualTo("https://example.org/v.mp4");
        assertThat(opened.json().at("/media/durationSeconds").asInt()).isEqualTo(7);
        assertThat(opened.text("/gameId")).isEqualTo("game-1");
    }

    @Test
    void aZoneWithForumsTakesNoThreads() {
        String zone =
                Writers.rows("select id from forum_structure where kind = 'zone' order by id")
                        .getFirst();
        Answer refused = open(ada, thread("A thread in a zone").put("structureId", zone));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/code")).isEqualTo("no-threads");
        assertThat(open(ada, thread("Nowhere").put("structureId", "999999")).status())
                .isEqualTo(404);
    }

    @Test
    void whoeverIsBannedFromTheStructureWritesElsewhere() {
        Writers.execute(
                "insert into bans (user_id, structure_id, reason) values (%d, %d, 'r')"
                        .formatted(ada.id(), Writers.forum()));

        assertThat(open(ada, thread("Let me in")).text("/code")).isEqualTo("banned-here");
        assertThat(
                        open(
                                        ada,
                                        thread("Let me in")
                                                .put(
                                                        "structureId",
                                                        Long.toString(Writers.otherForum())))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void aKeyGivesOneThread() {
        ObjectNode thread = thread("Only once");
        Answer first =
                Writers.send(ada, "POST", "/api/forum/threads", thread, "Idempotency-Key", "k1");
        Answer again =
                Writers.send(ada, "POST", "/api/forum/threads", thread, "Idempotency-Key", "k1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(number("select count(*) from threads where user_id = " + ada.id())).isEqualTo(1);
    }

    @Test
    void aThreadTakesEightStatementsWhateverItsTags() {
        assertThat(open(ada, thread("Without tags")).statements()).isLessThanOrEqualTo(8);
        assertThat(open(ada, tagged(tags().subList(0, 5))).statements()).isLessThanOrEqualTo(8);
    }
}
