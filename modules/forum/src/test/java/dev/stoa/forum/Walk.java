package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;

/** A list read page by page, as a client does it. */
final class Walk {
    private final TestClient http;
    private final String list;

    /**
     * A walk through {@code list}.
     *
     * @param list path with a query that can be added to
     */
    Walk(TestClient http, String list) {
        this.http = http;
        this.list = list;
    }

    Answer page(String more) {
        Answer answer = http.get(list + more);
        assertThat(answer.status()).as(list + more + " " + answer.body()).isEqualTo(200);
        return answer;
    }

    /** Ids of the list by its next cursors, from the first page on. */
    List<String> forwards() {
        List<String> ids = new ArrayList<>();
        Answer page = page("");
        ids.addAll(ids(page));
        assertThat(page.text("/page/prev")).isEmpty();
        while (!page.text("/page/next").isEmpty()) {
            assertThat(page.json().at("/page/hasMore").asBoolean()).isTrue();
            page = page("&after=" + page.text("/page/next"));
            ids.addAll(ids(page));
        }
        assertThat(page.json().at("/page/hasMore").asBoolean()).isFalse();
        return ids;
    }

    /** Ids of the list by its prev cursors, from the last page to the first, in list order. */
    List<String> backwards() {
        Answer page = page("");
        while (!page.text("/page/next").isEmpty()) {
            page = page("&after=" + page.text("/page/next"));
        }
        List<String> ids = new ArrayList<>(ids(page));
        while (!page.text("/page/prev").isEmpty()) {
            page = page("&before=" + page.text("/page/prev"));
            ids.addAll(0, ids(page));
        }
        return ids;
    }

    /** Ids of the pages numbered 1 to {@code last}. */
    List<String> numbered(int last) {
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            ids.addAll(ids(page("&page=" + number)));
        }
        return ids;
    }

    static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().at("/items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
