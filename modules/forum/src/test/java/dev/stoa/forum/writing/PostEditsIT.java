package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.execute;
import static dev.stoa.forum.writing.Writers.firstPost;
import static dev.stoa.forum.writing.Writers.object;
import static dev.stoa.forum.writing.Writers.opened;
import static dev.stoa.forum.writing.Writers.replied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing texts, and what they were. */
class PostEditsIT {
    private TestMember ada;
    private TestMember bob;
    private TestMember moderator;
    private long thread;
    private long post;

    @BeforeEach
    void aPost() {
        ada = FORUM.member("member");
        bob = FORUM.member("member");
        moderator = FORUM.member("moderator");
        thread = opened(ada);
        post = replied(bob, thread, "version 0");
    }

    private static Answer edit(TestMember member, long post, String body, String... headers) {
        return Writers.send(
                member, "PATCH", "/api/forum/posts/" + post, object().put("body", body), headers);
    }

    private Answer revisions(TestMember member, String query) {
        return Writers.get(member, "/api/forum/posts/" + post + "/revisions" + query);
    }

    @Test
    void anEditShowsAtOnceAndWhatItWasIsKept() {
        FORUM.http().get("/api/forum/posts/" + post);

        Answer edited = edit(bob, post, "version *1*");

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.text("/bodyHtml")).isEqualTo("<p>version <em>1</em></p>\n");
        assertThat(edited.json().at("/version").asInt()).isEqualTo(1);
        assertThat(edited.text("/editedAt")).isNotEmpty();
        assertThat(FORUM.http().get("/api/forum/posts/" + post).text("/body"))
                .isEqualTo("version *1*");
        Answer kept = revisions(bob, "");
        assertThat(kept.json().at("/items")).hasSize(1);
        assertThat(kept.text("/items/0/body")).isEqualTo("version 0");
        assertThat(kept.text("/items/0/editor/id")).isEqualTo(Long.toString(bob.id()));
        assertThat(kept.statements()).isEqualTo(2);
    }

    @Test
    void theSameTextIsNoEdit() {
        Answer edited = edit(bob, post, "version 0");

        assertThat(edited.json().at("/version").asInt()).isZero();
        assertThat(revisions(bob, "").json().at("/items")).isEmpty();
    }

    @Test
    void theFirstPostGivesTheExcerpt() {
        assertThat(edit(ada, firstPost(thread), "A **new** beginning").status()).isEqualTo(200);

        assertThat(FORUM.http().get("/api/forum/threads/" + thread).text("/excerpt"))
                .isEqualTo("A new beginning");
    }

    @Test
    void othersChangeNothingAndModeratorsSayWhichVersion() {
        assertThat(edit(ada, post, "not mine").status()).isEqualTo(403);
        assertThat(edit(moderator, post, "moderated").status()).isEqualTo(428);
        assertThat(edit(moderator, post, "moderated", "If-Match", "\"v1\"").status())
                .isEqualTo(412);
        assertThat(edit(moderator, post, "moderated", "If-Match", "\"v0\"").status())
                .isEqualTo(200);
        assertThat(edit(bob, post, "late", "If-Match", "\"v0\"").status()).isEqualTo(412);
        assertThat(edit(bob, post, "again").status()).isEqualTo(200);

        Answer kept = revisions(bob, "");
        assertThat(kept.text("/items/0/body")).isEqualTo("moderated");
        assertThat(kept.text("/items/0/editor/id")).isEqualTo(Long.toString(moderator.id()));
    }

    @Test
    void whatIsNotShownIsNotThere() {
        execute("update posts set is_removed = true where id = " + post);
        assertThat(edit(bob, post, "x").status()).isEqualTo(404);
        assertThat(revisions(bob, "").status()).isEqualTo(404);
        assertThat(revisions(moderator, "").status()).isEqualTo(200);
        assertThat(edit(bob, 999_999_999L, "x").status()).isEqualTo(404);
    }

    @Test
    void revisionsAreForTheAuthorAndModerators() {
        assertThat(revisions(ada, "").status()).isEqualTo(404);
        assertThat(FORUM.http().get("/api/forum/posts/" + post + "/revisions").status())
                .isEqualTo(401);
    }

    @Test
    void aWalkThroughRevisionsSeesEachOnceInTwoStatements() {
        execute(
                "insert into post_revisions (post_id, version, editor_id, body) select %d, v, %d, 'body ' || v from generate_series(0, 29) v"
                        .formatted(post, bob.id()));
        execute("update posts set version = 30 where id = " + post);

        List<Integer> seen = new ArrayList<>();
        String query = "?limit=7";
        Answer page;
        do {
            page = revisions(bob, query);
            assertThat(page.statements()).isEqualTo(2);
            page.json().at("/items").forEach(item -> seen.add(item.get("version").asInt()));
            query = "?limit=7&after=" + page.text("/page/next");
        } while (page.json().at("/page/hasMore").asBoolean());

        assertThat(seen).hasSize(30).doesNotHaveDuplicates();
        assertThat(seen.getFirst()).isEqualTo(29);
        Answer back = revisions(bob, "?limit=7&before=" + page.text("/page/prev"));
        assertThat(back.json().at("/items/0/version").asInt()).isEqualTo(8);
        assertThat(revisions(bob, "?limit=100").statements()).isEqualTo(2);
        assertThat(revisions(bob, "?limit=5").statements()).isEqualTo(2);
    }
}
