package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.execute;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.object;
import static dev.stoa.forum.writing.Writers.opened;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing threads. */
class ThreadEditsIT {
    private TestMember ada;
    private TestMember moderator;
    private long thread;

    @BeforeEach
    void aThread() {
        ada = FORUM.member("member");
        moderator = FORUM.member("moderator");
        thread = opened(ada);
    }

    private Answer edit(TestMember member, ObjectNode edit, String... headers) {
        return Writers.send(member, "PATCH", "/api/forum/threads/" + thread, edit, headers);
    }

    private static ObjectNode titled(String title) {
        return object().put("title", title);
    }

    private long moved(String counter, long structure) {
        return number(
                "select (select %2$s from forum_structure where id = %1$d) + coalesce(sum(%3$s), 0) from counter_deltas where structure_id = %1$d"
                        .formatted(
                                structure,
                                counter,
                                counter.equals("thread_count") ? "threads" : "posts"));
    }

    @Test
    void aNewTitleShowsAtOnceAndTheOldOneIsKept() {
        FORUM.http().get("/api/forum/threads/" + thread);

        Answer edited = edit(ada, titled("A better title"));

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.text("/title")).isEqualTo("A better title");
        assertThat(edited.text("/slug")).isEqualTo("a-better-title");
        assertThat(edited.json().at("/version").asInt()).isEqualTo(1);
        assertThat(FORUM.http().get("/api/forum/threads/" + thread).text("/title"))
                .isEqualTo("A better title");
        assertThat(
                        rows(
                                "select r.title from post_revisions r join threads t on t.first_post_id = r.post_id where t.id = "
                                        + thread))
                .containsExactly("A thread to write in");
    }

    @Test
    void othersChangeNothingAndModeratorsSayWhichVersion() {
        assertThat(edit(FORUM.member("member"), titled("Mine now")).status()).isEqualTo(403);

        assertThat(edit(moderator, titled("Moderated")).status()).isEqualTo(428);
        assertThat(edit(moderator, titled("Moderated"), "If-Match", "\"v7\"").status())
                .isEqualTo(412);
        assertThat(edit(moderator, titled("Moderated"), "If-Match", "\"v0\"").status())
                .isEqualTo(200);
        assertThat(edit(ada, titled("Late"), "If-Match", "\"v0\"").status()).isEqualTo(412);
    }

    @Test
    void whatIsLockedIsForModerators() {
        execute("update threads set is_locked = true where id = " + thread);

        assertThat(edit(ada, titled("But mine")).text("/code")).isEqualTo("thread-locked");
        assertThat(edit(moderator, titled("Closed"), "If-Match", "\"v0\"").status()).isEqualTo(200);
    }

    @Test
    void whatIsNotKnownIsNotThere() {
        execute("update threads set is_removed = true where id = " + thread);

        assertThat(edit(ada, titled("Still mine")).status()).isEqualTo(404);
        thread = 999_999_999L;
        assertThat(edit(ada, titled("Nothing")).status()).isEqualTo(404);
    }

    @Test
    void tagsAreReplacedAndCounted() {
        List<String> slugs = rows("select slug from tags order by id limit 3");
        ObjectNode first = object();
        first.withArray("tags").add(slugs.get(0)).add(slugs.get(1));
        assertThat(edit(ada, first).status()).isEqualTo(200);
        List<String> before = rows("select use_count from tags order by id limit 3");

        ObjectNode second = object();
        second.withArray("tags").add(slugs.get(2)).add(slugs.get(1));
        Answer edited = edit(ada, second);

        assertThat(edited.json().at("/tags").findValuesAsText("slug"))
                .containsExactly(slugs.get(2), slugs.get(1));
        List<String> after = rows("select use_count from tags order by id limit 3");
        assertThat(Integer.parseInt(after.get(0))).isEqualTo(Integer.parseInt(before.get(0)) - 1);
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(Integer.parseInt(after.get(2))).isEqualTo(Integer.parseInt(before.get(2)) + 1);
        ObjectNode none = object();
        none.putArray("tags");
        assertThat(edit(ada, none).json().at("/tags")).isEmpty();
        assertThat(number("select count(*) from thread_tags where thread_id = " + thread)).isZero();
    }

    @Test
    void aThreadTakesItsPostsAlongWhenItMoves() {
        long from = Writers.forum();
        long to = Writers.otherForum();
        Writers.replied(ada, thread, "second");
        long threads = moved("thread_count", from) + moved("thread_count", to);
        long target = moved("post_count", to);

        Answer edited = edit(ada, object().put("structureId", Long.toString(to)));

        assertThat(edited.text("/structure/id")).isEqualTo(Long.toString(to));
        assertThat(moved("post_count", to)).isEqualTo(target + 2);
        assertThat(moved("thread_count", from) + moved("thread_count", to)).isEqualTo(threads);
    }

    @Test
    void aKindThatHasNoMediaHasNone() {
        ObjectNode clip = object().put("kind", "clip");
        clip.putObject("media").put("url", "https://example.org/v.mp4");
        assertThat(edit(ada, clip).status()).isEqualTo(200);

        assertThat(edit(ada, object().put("kind", "article")).status()).isEqualTo(422);
        assertThat(edit(ada, object().put("kind", "article").putNull("media")).text("/kind"))
                .isEqualTo("article");
    }

    @Test
    void anEditTakesTenStatements() {
        ObjectNode edit =
                titled("All of it").put("structureId", Long.toString(Writers.otherForum()));
        edit.withArray("tags").add(rows("select slug from tags order by id limit 1").getFirst());

        assertThat(edit(ada, edit).statements()).isLessThanOrEqualTo(11);
    }
}
