package dev.stoa.forum.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A member who works on collections over HTTP. */
record Curator(TestMember member) {
    static final TestForum FORUM = TestForum.shared();
    static final String LIST = "/api/forum/collections";

    static Curator of(String role) {
        return new Curator(FORUM.member(role));
    }

    Answer ask(String method, String path, String body, String... headers) {
        return FORUM.http().send(method, path, body, member.credential(headers));
    }

    Answer get(String path, String... headers) {
        return FORUM.http().get(path, member.credential(headers));
    }

    /** The path of a new collection. */
    String open(String title, boolean published) {
        Answer made =
                ask(
                        "POST",
                        LIST,
                        "{\"title\":\"%s\",\"published\":%s}".formatted(title, published));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(LIST + "/" + made.text("/id"));
        return made.header("Location");
    }

    /** The path of a new published collection with items called {@code item 1} and so on. */
    String filled(int items) {
        String path = open("A collection", true);
        for (int first = 1; first <= items; first += 500) {
            add(path, first, Math.min(items, first + 499));
        }
        return path;
    }

    /** Adds items by their numbers; their ids. */
    List<String> add(String path, int first, int last) {
        String items =
                IntStream.rangeClosed(first, last)
                        .mapToObj(
                                i ->
                                        "{\"title\":\"item %1$d\",\"payload\":{\"n\":%1$d}}"
                                                .formatted(i))
                        .collect(Collectors.joining(","));
        Answer added = ask("POST", path + "/items", "{\"items\":[" + items + "]}");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return texts(added.json().at("/items"), "id");
    }

    int version(String path) {
        return get(path).json().at("/version").asInt();
    }

    /** Texts of a field of each item. */
    static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.get(field).asText()));
        return texts;
    }

    /** Titles of all items in order, page by page. */
    List<String> titles(String path) {
        List<String> titles = new ArrayList<>();
        String next = "";
        do {
            Answer page = get(path + "/items?limit=100" + next);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            titles.addAll(texts(page.json().at("/items"), "title"));
            next = page.text("/page/next");
            next = next.isEmpty() ? "" : "&after=" + next;
        } while (!next.isEmpty());
        return titles;
    }
}
