package dev.stoa.forum.writing;

import static dev.stoa.forum.writing.Writers.FORUM;
import static dev.stoa.forum.writing.Writers.number;
import static dev.stoa.forum.writing.Writers.object;
import static dev.stoa.forum.writing.Writers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that are not for others yet. */
class DraftsIT {
    private TestMember ada;

    @BeforeEach
    void member() {
        ada = FORUM.member("member");
    }

    private static String name(TestMember member) {
        return rows("select username from users where id = " + member.id()).getFirst();
    }

    private long draft(String body) {
        ObjectNode draft = Writers.thread("A draft of mine").put("body", body).put("draft", true);
        draft.withArray("tags").add(rows("select slug from tags order by id limit 1").getFirst());
        Answer kept = Writers.open(ada, draft);
        assertThat(kept.status()).as(kept.body()).isEqualTo(201);
        return Long.parseLong(kept.text("/id"));
    }

    private Answer change(TestMember member, long thread, ObjectNode edit) {
        return Writers.send(member, "PATCH", "/api/forum/threads/" + thread, edit);
    }

    @Test
    void aDraftIsNobodyElsesAndCountsForNothing() {
        long uses = number("select sum(use_count) from tags");
        TestMember bob = FORUM.member("member");
        TestMember moderator = FORUM.member("moderator");
        long draft = draft("Hello @" + name(bob));

        assertThat(FORUM.http().get("/api/forum/threads/" + draft).status()).isEqualTo(404);
        assertThat(change(bob, draft, object().put("title", "Not mine")).status()).isEqualTo(404);
        assertThat(change(moderator, draft, object().put("title", "Not mine")).status())
                .isEqualTo(404);
        assertThat(Writers.reply(ada, draft, "first!").status()).isEqualTo(404);
        assertThat(number("select count(*) from notifications where user_id = " + bob.id()))
                .isZero();
        assertThat(number("select sum(use_count) from tags")).isEqualTo(uses);
        assertThat(Writers.get(bob, "/api/forum/me/drafts").json().at("/items")).isEmpty();
    }

    @Test
    void publishingMakesItNewAndTellsWhomItNames() {
        TestMember bob = FORUM.member("member");
        long uses = number("select sum(use_count) from tags");
        long draft = draft("Hello @" + name(bob));
        Writers.execute(
                "update threads set created_at = now() - interval '1 day', last_post_at = now() - interval '1 day' where id = "
                        + draft);

        Answer published = change(ada, draft, object().put("draft", false));

        assertThat(published.status()).as(published.body()).isEqualTo(200);
        assertThat(published.text("/createdAt")).isEqualTo(published.text("/firstPost/createdAt"));
        assertThat(published.text("/lastPost/at")).isEqualTo(published.text("/createdAt"));
        assertThat(FORUM.http().get("/api/forum/threads/" + draft).status()).isEqualTo(200);
        assertThat(FORUM.cold("/api/forum/threads?tab=new&limit=5").body())
                .contains("\"id\":\"" + draft + "\"");
        assertThat(rows("select kind from notifications where user_id = " + bob.id()))
                .containsExactly("mention");
        assertThat(number("select sum(use_count) from tags")).isEqualTo(uses + 1);
        assertThat(Writers.posts(draft)).isEqualTo(1);
        assertThat(Writers.get(ada, "/api/forum/me/drafts").json().at("/items")).isEmpty();
        assertThat(change(ada, draft, object().put("draft", true)).status()).isEqualTo(200);
        assertThat(FORUM.http().get("/api/forum/threads/" + draft).status()).isEqualTo(200);
    }

    @Test
    void theTextOfADraftIsItsFirstPosts() {
        long draft = draft("first try");
        long post = Writers.firstPost(draft);

        Answer edited =
                Writers.send(
                        ada,
                        "PATCH",
                        "/api/forum/posts/" + post,
                        object().put("body", "second try"));

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.json().at("/editedAt").isNull()).isTrue();
        assertThat(number("select count(*) from post_revisions where post_id = " + post)).isZero();
        assertThat(Writers.get(ada, "/api/forum/me/drafts").text("/items/0/excerpt"))
                .isEqualTo("second try");
    }

    @Test
    void aDraftCanBeThrownAway() {
        long draft = draft("never mind");
        assertThat(Writers.send(ada, "DELETE", "/api/forum/threads/" + draft, object()).status())
                .isEqualTo(204);
        assertThat(Writers.get(ada, "/api/forum/me/drafts").json().at("/items")).isEmpty();
        assertThat(change(ada, draft, object().put("draft", false)).status()).isEqualTo(404);
    }

    @Test
    void aWalkThroughDraftsSeesEachOnceInOneStatement() {
        draft("one");
        Writers.execute(
                """
                with t as (insert into threads (structure_id, user_id, title, slug, first_post_id)
                           select 1, %d, 'Draft ' || n, 'draft', 0 from generate_series(1, 22) n returning id)
                insert into thread_stats (thread_id) select id from t
                """
                        .formatted(ada.id()));

        List<String> seen = new ArrayList<>();
        String query = "?limit=5";
        Answer page;
        do {
            page = Writers.get(ada, "/api/forum/me/drafts" + query);
            assertThat(page.statements()).isEqualTo(1);
            page.json().at("/items").forEach(item -> seen.add(item.get("id").asText()));
            query = "?limit=5&after=" + page.text("/page/next");
        } while (page.json().at("/page/hasMore").asBoolean());

        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        assertThat(Writers.get(ada, "/api/forum/me/drafts?limit=100").statements()).isEqualTo(1);
        TestMember bob = FORUM.member("member");
        assertThat(Writers.get(bob, "/api/forum/me/drafts" + query).status()).isEqualTo(400);
    }
}
