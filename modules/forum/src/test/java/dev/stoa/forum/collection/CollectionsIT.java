package dev.stoa.forum.collection;

import static dev.stoa.forum.collection.Curator.FORUM;
import static dev.stoa.forum.collection.Curator.LIST;
import static dev.stoa.forum.collection.Curator.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections, who sees and who changes them. */
class CollectionsIT {
    private final Curator owner = Curator.of("member");
    private final Curator other = Curator.of("member");
    private final Curator moderator = Curator.of("moderator");

    @Test
    void aDraftIsThereForItsOwnerAndModeratorsAlone() {
        String draft = owner.open("Secret", false);

        assertThat(owner.get(draft).text("/title")).isEqualTo("Secret");
        assertThat(moderator.get(draft).status()).isEqualTo(200);
        for (String path : List.of(draft, draft + "/items")) {
            assertThat(owner.get(path).status()).isEqualTo(200);
            assertThat(other.get(path).status()).isEqualTo(404);
            assertThat(FORUM.http().get(path).status()).isEqualTo(404);
        }
        assertThat(other.ask("PATCH", draft, "{\"title\":\"Mine\"}").status()).isEqualTo(404);
        assertThat(FORUM.cold(LIST + "?q=secret").json().at("/items")).isEmpty();
        assertThat(texts(owner.get("/api/forum/me/collections").json().at("/items"), "title"))
                .containsExactly("Secret");
        assertThat(other.get("/api/forum/me/collections").json().at("/items")).isEmpty();
    }

    @Test
    void whatIsPublishedIsThereForAllAtOnce() {
        String path = owner.open("Well known", false);
        assertThat(FORUM.http().get(path).status()).isEqualTo(404);

        Answer shown = owner.ask("PATCH", path, "{\"published\":true}", "If-Match", "\"v0\"");

        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(FORUM.http().get(path).text("/author/id"))
                .isEqualTo(Long.toString(owner.member().id()));
        assertThat(FORUM.cold(LIST + "?q=WELL%20know").json().at("/items")).hasSize(1);
        assertThat(FORUM.cold(LIST + "?authorId=" + owner.member().id()).json().at("/items"))
                .hasSize(1);
        assertThat(owner.ask("PATCH", path, "{\"published\":false}").status()).isEqualTo(200);
        assertThat(FORUM.http().get(path).status()).isEqualTo(404);
    }

    @Test
    void onlyTheOwnerAndModeratorsWithAVersionChangeIt() {
        String path = owner.open("Mine", true);

        assertThat(other.ask("PATCH", path, "{\"title\":\"x\"}").status()).isEqualTo(403);
        assertThat(other.ask("DELETE", path, "").status()).isEqualTo(403);
        assertThat(other.ask("POST", path + "/items", "{\"items\":[{\"title\":\"x\"}]}").status())
                .isEqualTo(403);
        assertThat(moderator.ask("PATCH", path, "{\"title\":\"x\"}").status()).isEqualTo(428);
        assertThat(moderator.ask("PATCH", path, "{\"title\":\"x\"}", "If-Match", "\"v7\"").status())
                .isEqualTo(412);
        assertThat(
                        moderator
                                .ask("PATCH", path, "{\"title\":\"x\"}", "If-Match", "\"v0\"")
                                .text("/title"))
                .isEqualTo("x");
        assertThat(owner.get(path).text("/description")).isEmpty();
        assertThat(owner.version(path)).isEqualTo(1);
    }

    @Test
    void aRemovedOneIsGoneEverywhere() {
        String path = owner.filled(3);
        List<String> ids = texts(owner.get(path + "/items").json().at("/items"), "id");
        other.ask(
                "PUT", path + "/progress", "{\"itemIds\":[\"" + ids.get(0) + "\"],\"done\":true}");
        assertThat(other.get("/api/forum/me/progress").json().at("/items")).hasSize(1);

        assertThat(owner.ask("DELETE", path, "").status()).isEqualTo(204);

        for (String gone : List.of(path, path + "/items")) {
            assertThat(owner.get(gone).status()).isEqualTo(404);
        }
        assertThat(owner.ask("DELETE", path, "").status()).isEqualTo(404);
        assertThat(owner.ask("PATCH", path, "{\"title\":\"x\"}").status()).isEqualTo(404);
        FORUM.platform().caches().clear();
        assertThat(other.get("/api/forum/me/progress").json().at("/items")).isEmpty();
        assertThat(FORUM.cold(LIST + "?authorId=" + owner.member().id()).json().at("/items"))
                .isEmpty();
    }

    @Test
    void ofManyEditsOfOneVersionOneIsDone() throws Exception {
        String path = owner.open("Contested", true);
        List<Callable<Integer>> edits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String title = "{\"title\":\"by " + i + "\"}";
            edits.add(() -> owner.ask("PATCH", path, title, "If-Match", "\"v0\"").status());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(edits)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).contains(412).doesNotContain(500, 503);
        assertThat(owner.version(path)).isEqualTo(1);
    }

    @Test
    void oneKeyOpensOneCollection() {
        String body = "{\"title\":\"Once\"}";
        Answer first = owner.ask("POST", LIST, body, "Idempotency-Key", "k1");
        Answer second = owner.ask("POST", LIST, body, "Idempotency-Key", "k1");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(owner.get("/api/forum/me/collections").json().at("/items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?q=o", "?authorId=%d", "?authorId=%d&q=o"})
    void aListTakesOneStatementColdWhateverTheLimitAndNoneWarm(String filter) {
        for (int i = 0; i < 8; i++) {
            owner.open("No " + i, true);
        }
        String list = LIST + filter.formatted(owner.member().id());
        for (String limit : List.of("&limit=5", "&limit=100")) {
            Answer cold = FORUM.cold(list + limit);
            assertThat(cold.status()).as(cold.body()).isEqualTo(200);
            assertThat(cold.statements()).isEqualTo(1);
            Answer same = FORUM.http().get(list + limit, "If-None-Match", cold.header("ETag"));
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.statements()).isZero();
        }
    }

    @Test
    void aWalkShowsEachOnceInSpiteOfEqualTimes() {
        for (int i = 0; i < 23; i++) {
            owner.open("Tied", true);
        }
        long author = owner.member().id();
        FORUM.database()
                .execute(
                        "update collections set published_at = date_trunc('day', published_at) where user_id = "
                                + author);
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Answer page = FORUM.cold(LIST + "?authorId=" + author + "&limit=5" + next);
            seen.addAll(texts(page.json().at("/items"), "id"));
            next = page.text("/page/next");
            next = next.isEmpty() ? "" : "&after=" + next;
            other.open("Meanwhile", true);
        } while (!next.isEmpty());

        assertThat(seen)
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from collections where user_id = %d order by id desc"
                                                .formatted(author)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/items", "/package"})
    void whatIsNotThereIsRemembered(String part) {
        String path = LIST + "/999999999" + part;
        assertThat(FORUM.cold(path).status()).isEqualTo(404);

        Answer again = FORUM.http().get(path);

        assertThat(again.status()).isEqualTo(404);
        assertThat(again.statements()).isZero();
    }
}
