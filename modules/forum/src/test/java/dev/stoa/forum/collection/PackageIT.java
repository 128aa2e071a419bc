package dev.stoa.forum.collection;

import static dev.stoa.forum.collection.Curator.FORUM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of collections: one document of one version. */
class PackageIT {
    private final Curator owner = Curator.of("member");
    private final Curator reader = Curator.of("member");

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Fills a collection beside HTTP, each item with a payload of so many characters. */
    private static void fill(String path, int items, int payload) {
        FORUM.database()
                .execute(
                        """
                        insert into collection_items (collection_id, position, title, payload)
                        select %1$s, i, 'item ' || i, jsonb_build_object('text', repeat('x', %3$d)) from generate_series(1, %2$d) i;
                        update collections set item_count = %2$d, version = version + 1 where id = %1$s
                        """
                                .formatted(id(path), items, payload));
        FORUM.platform().caches().clear();
    }

    @Test
    void aPackageHoldsEveryItemInOrder() {
        for (int count : List.of(0, 1, 199, 200, 201, 400, 1001)) {
            String path = owner.open("Of " + count, true);
            fill(path, count, 3);

            JsonNode whole = reader.get(path + "/package").json();

            assertThat(whole.at("/id").asText()).isEqualTo(id(path));
            assertThat(whole.at("/itemCount").asInt()).isEqualTo(count);
            assertThat(whole.at("/items")).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(whole.at("/items/" + i + "/title").asText())
                        .isEqualTo("item " + (i + 1));
            }
            if (count > 0) {
                assertThat(whole.at("/items/0/payload/text").asText()).isEqualTo("xxx");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void anUnchangedPackageIsNotSentAgainAndTakesNoStatement(int count) {
        String path = owner.open("Known", true);
        fill(path, count, 10);
        Answer first = FORUM.http().get(path + "/package");

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("W/\"c%s-v1\"".formatted(id(path)));
        Answer same = FORUM.http().get(path + "/package", "If-None-Match", first.header("ETag"));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(same.statements()).isZero();

        owner.add(path, 7, 7);
        Answer changed = FORUM.http().get(path + "/package", "If-None-Match", first.header("ETag"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().at("/items")).hasSize(count + 1);
        assertThat(changed.header("ETag")).isEqualTo("W/\"c%s-v2\"".formatted(id(path)));
    }

    @Test
    void aSmallPackageIsServedFromMemory() {
        String path = owner.filled(20);

        Answer cold = FORUM.cold(path + "/package");
        Answer warm = FORUM.http().get(path + "/package");

        assertThat(cold.statements()).isLessThan(5);
        assertThat(warm.statements()).isZero();
        assertThat(warm.header("X-Cache")).isEqualTo("HIT");
        assertThat(warm.body()).isEqualTo(cold.body());
    }

    @Test
    void aDraftsPackageIsItsOwners() {
        String path = owner.open("Draft", false);
        owner.add(path, 1, 3);

        assertThat(owner.get(path + "/package").json().at("/items")).hasSize(3);
        assertThat(reader.get(path + "/package").status()).isEqualTo(404);
        assertThat(FORUM.http().get(path + "/package").status()).isEqualTo(404);
        owner.ask("PATCH", path, "{\"published\":true}");
        assertThat(reader.get(path + "/package").status()).isEqualTo(200);
        owner.ask("DELETE", path, "");
        assertThat(owner.get(path + "/package").status()).isEqualTo(404);
    }

    @Test
    void aPackageNeverMixesVersions() throws Exception {
        String path = owner.open("Moving", true);
        List<String> ids = owner.add(path, 1, 450);
        AtomicBoolean over = new AtomicBoolean();
        Callable<Integer> writer =
                () -> {
                    int round = 0;
                    while (!over.get()) {
                        round++;
                        StringBuilder items = new StringBuilder();
                        for (String id : ids) {
                            items.append(items.isEmpty() ? "" : ",")
                                    .append(
                                            "{\"id\":\"%s\",\"title\":\"round %d\"}"
                                                    .formatted(id, round));
                        }
                        Answer changed =
                                owner.ask("PATCH", path + "/items", "{\"items\":[" + items + "]}");
                        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
                        owner.ask(
                                "PUT",
                                path + "/order",
                                "{\"itemIds\":[\"%s\"]}".formatted(ids.getFirst()));
                    }
                    return round;
                };
        Set<Integer> versions = new HashSet<>();
        int rounds;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(writer);
            try {
                for (int i = 0; i < 60 || (versions.size() < 5 && i < 300); i++) {
                    Answer answer = reader.get(path + "/package");
                    if (answer.status() == 503) {
                        continue; // Changed between head and body: to be asked again.
                    }
                    JsonNode whole = answer.json();
                    assertThat(answer.header("ETag"))
                            .isEqualTo(
                                    "W/\"c%s-v%d\""
                                            .formatted(id(path), whole.at("/version").asInt()));
                    assertThat(Set.copyOf(Curator.texts(whole.at("/items"), "title")))
                            .as("version %s", whole.at("/version"))
                            .hasSizeBetween(1, whole.at("/version").asInt() == 1 ? 450 : 1);
                    assertThat(Curator.texts(whole.at("/items"), "id"))
                            .hasSize(450)
                            .doesNotHaveDuplicates();
                    versions.add(whole.at("/version").asInt());
                }
            } finally {
                over.set(true);
            }
            rounds = writing.get();
        }
        assertThat(rounds).isGreaterThan(3);
        assertThat(versions).hasSizeGreaterThan(3);
    }

    @Test
    void tenThousandItemsTakeNoMoreMemoryThanABatch() throws Exception {
        String path = owner.open("Long", true);
        fill(path, 10_000, 1_000);
        reader.get(path + "/package"); // Whatever is made once is made now.
        long before = used();
        List<Callable<Long>> readers = new ArrayList<>();
        long[] most = {0};
        for (int i = 0; i < 3; i++) {
            readers.add(
                    () -> {
                        long length = 0;
                        byte[] part = new byte[64 * 1024];
                        try (var in = FORUM.http().stream(path + "/package")) {
                            int reads = 0;
                            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                                length += n;
                                if (++reads % 40 == 0) {
                                    synchronized (most) {
                                        most[0] = Math.max(most[0], used());
                                    }
                                }
                            }
                        }
                        return length;
                    });
        }
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var length : threads.invokeAll(readers)) {
                assertThat(length.get()).isGreaterThan(10_000_000);
            }
        }
        assertThat(most[0] - before).isLessThan(20_000_000);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
