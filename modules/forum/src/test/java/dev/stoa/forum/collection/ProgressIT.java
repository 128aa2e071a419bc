package dev.stoa.forum.collection;

import static dev.stoa.forum.collection.Curator.FORUM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What members have done of collections. */
class ProgressIT {
    private static final String MINE = "/api/forum/me/progress";

    private final Curator owner = Curator.of("member");
    private final Curator reader = Curator.of("member");
    private final Curator other = Curator.of("member");
    private final String path = owner.open("A course", true);
    private final List<String> ids = owner.add(path, 1, 20);

    private static Answer put(Curator who, String path, List<String> ids, boolean done) {
        return who.ask(
                "PUT",
                path + "/progress",
                "{\"itemIds\":[\"%s\"],\"done\":%s}".formatted(String.join("\",\"", ids), done));
    }

    private static JsonNode done(Curator who, String path) {
        return who.get(path).json().at("/viewer/done");
    }

    @Test
    void whatIsDoneIsSeenAtOnceByTheMemberAlone() {
        assertThat(done(reader, path).asInt()).isZero();
        assertThat(reader.get(path + "/items").json().at("/viewer/doneItemIds")).isEmpty();

        Answer put = put(reader, path, ids.subList(0, 7), true);

        assertThat(put.json().at("/done").asInt()).isEqualTo(7);
        assertThat(put.json().at("/total").asInt()).isEqualTo(20);
        assertThat(done(reader, path).asInt()).isEqualTo(7);
    }

    @Test
    void aPageNamesWhichOfItsItemsAreDone() {
        put(reader, path, List.of(ids.get(1), ids.get(4), ids.get(9)), true);

        Answer first = reader.get(path + "/items?limit=5");
        Answer second = reader.get(path + "/items?limit=5&after=" + first.text("/page/next"));

        assertThat(first.json().at("/viewer/doneItemIds").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(ids.get(1), ids.get(4)));
        assertThat(second.json().at("/viewer/doneItemIds").toString())
                .isEqualTo("[\"%s\"]".formatted(ids.get(9)));
        assertThat(other.get(path + "/items?limit=5").json().at("/viewer/doneItemIds")).isEmpty();
        assertThat(FORUM.http().get(path + "/items?limit=5").json().has("viewer")).isFalse();
    }

    @Test
    void markingAgainChangesNothingAndUnmarkingTakesBack() {
        put(reader, path, ids.subList(0, 3), true);
        assertThat(put(reader, path, ids.subList(1, 5), true).json().at("/done").asInt())
                .isEqualTo(5);
        assertThat(put(reader, path, ids.subList(1, 5), true).json().at("/done").asInt())
                .isEqualTo(5);
        assertThat(put(reader, path, ids.subList(4, 8), false).json().at("/done").asInt())
                .isEqualTo(4);
        assertThat(put(other, path, ids.subList(0, 1), false).json().at("/done").asInt()).isZero();
        assertThat(done(reader, path).asInt()).isEqualTo(4);
    }

    @Test
    void anItemThatIsNotThereIsNamedAndNothingIsMarked() {
        String foreign = owner.add(owner.open("Another", true), 1, 1).getFirst();

        Answer refused = put(reader, path, List.of(ids.get(0), foreign), true);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/itemIds/1");
        assertThat(done(reader, path).asInt()).isZero();
    }

    @Test
    void aDraftsProgressIsItsOwners() {
        String draft = owner.open("Draft", false);
        List<String> items = owner.add(draft, 1, 2);

        assertThat(put(reader, draft, items, true).status()).isEqualTo(404);
        assertThat(put(owner, draft, items, true).json().at("/done").asInt()).isEqualTo(2);
        assertThat(FORUM.http().send("PUT", draft + "/progress", "{}").status()).isEqualTo(401);
    }

    @Test
    void anItemThatGoesTakesItsMarksAlong() {
        put(reader, path, ids.subList(0, 5), true);
        put(other, path, ids.subList(4, 6), true);

        owner.ask("DELETE", path + "/items?ids=" + ids.get(4) + "," + ids.get(0), "");

        assertThat(done(reader, path).asInt()).isEqualTo(3);
        assertThat(done(other, path).asInt()).isEqualTo(1);
        FORUM.platform().caches().clear();
        JsonNode mine = reader.get(MINE).json().at("/items/0");
        assertThat(mine.at("/done").asInt()).isEqualTo(3);
        assertThat(mine.at("/total").asInt()).isEqualTo(18);
    }

    @Test
    void marksAndRemovalsAtOnceLeaveTheCountExact() throws Exception {
        List<Callable<Integer>> acts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String item = ids.get(i);
            List<String> some = ids.subList(i, i + 10);
            acts.add(() -> put(reader, path, some, true).status());
            acts.add(() -> put(reader, path, some.reversed(), false).status());
            acts.add(() -> put(other, path, some, true).status());
            if (i % 3 == 0) {
                acts.add(() -> owner.ask("DELETE", path + "/items?ids=" + item, "").status());
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var status : threads.invokeAll(acts)) {
                assertThat(status.get()).isIn(200, 204, 422);
            }
        }

        assertThat(
                        FORUM.database()
                                .rows(
                                        """
                                        select p.done_count - count(d.item_id), count(*) filter (where i.id is null and d.item_id is not null)
                                          from collection_progress p
                                          left join collection_items_done d
                                            on d.collection_id = p.collection_id and d.user_id = p.user_id
                                          left join collection_items i on i.id = d.item_id
                                         where p.collection_id = %s group by p.user_id, p.done_count
                                        """
                                                .formatted(
                                                        path.substring(path.lastIndexOf('/') + 1))))
                .containsExactly("0|0", "0|0");
    }

    @Test
    void aMembersListShowsTheLastDoneFirstInOneStatement() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String next = owner.open("Course " + i, true);
            put(reader, next, owner.add(next, 1, 2), true);
            paths.addFirst("Course " + i);
        }
        FORUM.platform().caches().clear();
        reader.get("/api/forum/structures"); // Finds out who the viewer is, which counts apart.

        Answer first = reader.get(MINE + "?limit=5");
        assertThat(first.statements()).isEqualTo(1);
        Answer all = reader.get(MINE + "?limit=100");
        assertThat(all.statements()).isEqualTo(1);
        assertThat(reader.get(MINE + "?limit=100").statements()).isZero();
        assertThat(reader.get(MINE, "If-None-Match", reader.get(MINE).header("ETag")).status())
                .isEqualTo(304);

        List<String> titles = new ArrayList<>();
        for (Answer page = first; ; ) {
            page.json().at("/items").forEach(i -> titles.add(i.at("/collection/title").asText()));
            String next = page.text("/page/next");
            if (next.isEmpty()) {
                break;
            }
            page = reader.get(MINE + "?limit=5&after=" + next);
        }
        assertThat(titles).isEqualTo(paths);
        assertThat(other.get(MINE).json().at("/items")).isEmpty();
        assertThat(other.get(MINE + "?limit=5&after=" + first.text("/page/next")).text("/code"))
                .isEqualTo("cursor-mismatch");
    }
}
