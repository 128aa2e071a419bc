package dev.stoa.forum.collection;

import static dev.stoa.forum.collection.Curator.FORUM;
import static dev.stoa.forum.collection.Curator.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of collections: many at once, all or none. */
class ItemsIT {
    private static final String THREAD =
            FORUM.database()
                    .rows(
                            "select id from threads where not is_removed and published_at is not null order by id limit 1")
                    .getFirst();
    private static final String REMOVED =
            FORUM.database()
                    .rows("select id from threads where is_removed order by id limit 1")
                    .getFirst();

    private final Curator owner = Curator.of("member");
    private final Curator other = Curator.of("member");

    private static List<String> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "item " + i).toList();
    }

    @Test
    void itemsKeepTheirOrderOverPagesBothWays() {
        String path = owner.filled(523);

        assertThat(owner.titles(path)).isEqualTo(numbered(1, 523));
        assertThat(owner.get(path).json().at("/itemCount").asInt()).isEqualTo(523);

        Answer page = owner.get(path + "/items?limit=100");
        while (!page.text("/page/next").isEmpty()) {
            page = owner.get(path + "/items?limit=100&after=" + page.text("/page/next"));
        }
        List<String> back = new ArrayList<>(texts(page.json().at("/items"), "title"));
        while (!page.text("/page/prev").isEmpty()) {
            page = owner.get(path + "/items?limit=100&before=" + page.text("/page/prev"));
            back.addAll(0, texts(page.json().at("/items"), "title"));
        }
        assertThat(back).isEqualTo(numbered(1, 523));
    }

    @Test
    void anItemSaysItsThreadWhileThatIsThere() {
        String path = owner.open("Of threads", true);
        long thread =
                FORUM.database()
                        .number(
                                "with made as (insert into threads (structure_id, user_id, title, slug, published_at) values (1, 1, 'Shown', 'shown', now()) returning id), counted as (insert into thread_stats (thread_id) select id from made) select id from made");
        owner.ask(
                "POST",
                path + "/items",
                "{\"items\":[{\"title\":\"a\",\"threadId\":\"%d\",\"payload\":{\"b\":[1.50,null]}}]}"
                        .formatted(thread));

        JsonNode item = owner.get(path + "/items").json().at("/items/0");
        assertThat(item.at("/thread/title").asText()).isEqualTo("Shown");
        assertThat(item.at("/payload").toString()).isEqualTo("{\"b\":[1.5,null]}");

        FORUM.database().execute("update threads set is_removed = true where id = " + thread);
        FORUM.platform().caches().clear();
        assertThat(owner.get(path + "/items").json().at("/items/0/thread").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title':'a'},{'title':'b','threadId':'9223372036854775807'} | /items/1/threadId",
                "{'title':'a'},{'title':'b','threadId':'%removed%'} | /items/1/threadId",
                "{'title':'a'},{'title':''} | /items/1/title",
                "{'title':'a'},{'payload':{}} | /items/1/title",
                "{'title':'a'},{'title':'b','payload':[]} | /items/1/payload",
                "{'title':'a'},{'title':'b','position':3} | /items/1/position"
            })
    void oneWrongItemKeepsAllOut(String items, String pointer) {
        String path = owner.open("Whole", true);

        Answer refused =
                owner.ask(
                        "POST",
                        path + "/items",
                        "{\"items\":["
                                + items.replace('\'', '"').replace("%removed%", REMOVED)
                                + "]}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.json().at("/errors")).hasSize(1);
        assertThat(owner.titles(path)).isEmpty();
        assertThat(owner.version(path)).isZero();
    }

    @Test
    void oneWrongChangeKeepsAllAsTheyWere() {
        String path = owner.open("Whole", true);
        List<String> ids = owner.add(path, 1, 3);
        String foreign = owner.add(owner.open("Another", true), 1, 1).getFirst();

        for (String wrong : List.of(foreign, "9223372036854775807", ids.get(0))) {
            Answer refused =
                    owner.ask(
                            "PATCH",
                            path + "/items",
                            "{\"items\":[{\"id\":\"%s\",\"title\":\"new\"},{\"id\":\"%s\",\"title\":\"new\"}]}"
                                    .formatted(ids.get(0), wrong));
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/items/1/id");
        }
        assertThat(owner.titles(path)).isEqualTo(numbered(1, 3));
        assertThat(owner.version(path)).isEqualTo(1);
    }

    @Test
    void aChangeTouchesWhatItNamesAlone() {
        String path = owner.open("Changed", true);
        List<String> ids = owner.add(path, 1, 3);
        owner.ask(
                "PATCH",
                path + "/items",
                "{\"items\":[{\"id\":\"%s\",\"threadId\":\"%s\"},{\"id\":\"%s\",\"title\":\"new\",\"payload\":{}}]}"
                        .formatted(ids.get(2), THREAD, ids.get(0)));

        JsonNode items = owner.get(path + "/items").json().at("/items");
        assertThat(texts(items, "title")).containsExactly("new", "item 2", "item 3");
        assertThat(texts(items, "id")).isEqualTo(ids);
        assertThat(items.at("/0/payload")).isEmpty();
        assertThat(items.at("/2/payload/n").asInt()).isEqualTo(3);
        assertThat(items.at("/2/thread/id").asText()).isEqualTo(THREAD);

        owner.ask(
                "PATCH",
                path + "/items",
                "{\"items\":[{\"id\":\"%s\",\"threadId\":null}]}".formatted(ids.get(2)));
        items = owner.get(path + "/items").json().at("/items");
        assertThat(items.at("/2/thread").isNull()).isTrue();
        assertThat(owner.version(path)).isEqualTo(3);
    }

    @Test
    void itemsMoveInFrontOfOthersAndToTheEnd() {
        String path = owner.open("Ordered", true);
        List<String> ids = owner.add(path, 1, 6);

        Answer moved = move(path, ids.get(1), ids.get(4), ids.get(3));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(owner.titles(path))
                .containsExactly("item 1", "item 5", "item 4", "item 2", "item 3", "item 6");

        move(path, "", ids.get(0));
        assertThat(owner.titles(path))
                .containsExactly("item 5", "item 4", "item 2", "item 3", "item 6", "item 1");
        assertThat(texts(owner.get(path + "/items").json().at("/items"), "position"))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(move(path, ids.get(0), ids.get(0)).text("/errors/0/pointer"))
                .isEqualTo("/before");
        assertThat(move(path, "9223372036854775807", ids.get(0)).text("/errors/0/pointer"))
                .isEqualTo("/before");
        assertThat(move(path, "", ids.get(0), "9223372036854775807").text("/errors/0/pointer"))
                .isEqualTo("/itemIds/1");
    }

    private Answer move(String path, String before, String... ids) {
        String where = before.isEmpty() ? "" : ",\"before\":\"" + before + "\"";
        return owner.ask(
                "PUT",
                path + "/order",
                "{\"itemIds\":[\"" + String.join("\",\"", ids) + "\"]" + where + "}");
    }

    @Test
    void removedItemsAreCountedOutAllOrNone() {
        String path = owner.open("Shrinking", true);
        List<String> ids = owner.add(path, 1, 5);

        assertThat(
                        owner.ask("DELETE", path + "/items?ids=" + ids.get(0) + ",999999999999", "")
                                .text("/errors/0/pointer"))
                .isEqualTo("query/ids");
        assertThat(owner.ask("DELETE", path + "/items", "").status()).isEqualTo(400);
        assertThat(
                        owner.ask(
                                        "DELETE",
                                        path + "/items?ids=" + ids.get(1) + "," + ids.get(3),
                                        "")
                                .status())
                .isEqualTo(204);

        assertThat(owner.titles(path)).containsExactly("item 1", "item 3", "item 5");
        assertThat(owner.get(path).json().at("/itemCount").asInt()).isEqualTo(3);
        owner.add(path, 6, 6);
        assertThat(owner.titles(path)).endsWith("item 5", "item 6");
    }

    @Test
    void thoseWhoAddAtOnceKeepTheirItemsTogetherAndTheCountExact() throws Exception {
        String path = owner.open("Busy", true);
        List<Callable<List<String>>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int first = 10 * i + 1;
            writers.add(() -> owner.add(path, first, first + 9));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var added : threads.invokeAll(writers)) {
                assertThat(added.get()).hasSize(10);
            }
        }

        List<String> titles = owner.titles(path);
        assertThat(titles).hasSize(80).doesNotHaveDuplicates();
        for (int i = 0; i < 8; i++) {
            List<String> block = numbered(10 * i + 1, 10 * i + 10);
            assertThat(Collections.indexOfSubList(titles, block)).isNotNegative();
        }
        assertThat(owner.get(path).json().at("/itemCount").asInt()).isEqualTo(80);
        assertThat(owner.version(path)).isEqualTo(8);
    }

    @Test
    void aCollectionIsFullAtTenThousand() {
        String path = owner.open("Full", true);
        owner.add(path, 1, 1);
        FORUM.database()
                .execute(
                        "update collections set item_count = 9999 where id = "
                                + path.substring(path.lastIndexOf('/') + 1));
        owner.add(path, 2, 2);
        Answer refused =
                owner.ask("POST", path + "/items", "{\"items\":[{\"title\":\"one more\"}]}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("collection-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=5", "limit=100"})
    void aPageTakesTwoStatementsAndOneMoreForTheViewerAndNoneWarm(String limit) {
        String path = owner.filled(150) + "/items?" + limit;

        Answer cold = FORUM.cold(path);
        assertThat(cold.statements()).isEqualTo(2);
        assertThat(FORUM.http().get(path).statements()).isZero();

        Answer seen = other.get(path);
        assertThat(seen.json().at("/viewer/doneItemIds")).isEmpty();
        Answer again = other.get(path, "If-None-Match", seen.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.statements()).isZero();
        FORUM.platform().caches().clear();
        other.get("/api/forum/structures"); // Finds out who the viewer is, which counts apart.
        assertThat(other.get(path).statements()).isEqualTo(3);
    }
}
