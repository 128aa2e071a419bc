package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through lists of one moment, into which others write between any two pages. */
class GrowingWalkIT {
    private static final int MANY = 35;
    private static final SmallForum MADE = SmallForum.empty();
    private static final long THREAD = filled();
    private static final TestForum FORUM =
            TestForum.over(MADE.database(), Map.of("cache.enabled", "false"));

    @AfterAll
    static void stop() throws Exception {
        FORUM.close();
        MADE.database().close();
    }

    private static long filled() {
        long thread = MADE.thread(1, "The one with posts", "First.");
        for (int i = 0; i < MANY; i++) {
            MADE.thread(1 + i % 2, "Thread " + i, "Body.");
            MADE.post(thread, 1001 + i % 2, "Post " + i);
        }
        even();
        return thread;
    }

    /** Everything is of the same moment: only ids tell what comes first. */
    private static void even() {
        MADE.database()
                .execute(
                        """
                        update threads set last_post_at = '2026-03-01', published_at = '2026-03-01', created_at = '2026-03-01';
                        update posts set created_at = '2026-03-01'""");
    }

    /** What came meanwhile may be met or not, but once at most. */
    private static void assertWhole(String list, String before) {
        List<String> there = MADE.database().rows(before);
        assertThat(there).hasSizeGreaterThanOrEqualTo(MANY);
        Walk walk = new Walk(FORUM.http(), list);
        List<String> met = new ArrayList<>();
        Answer page = walk.page("");
        met.addAll(Walk.ids(page));
        while (!page.text("/page/next").isEmpty()) {
            write(met.size());
            page = walk.page("&after=" + page.text("/page/next"));
            met.addAll(Walk.ids(page));
            assertThat(met).hasSizeLessThan(10 * MANY);
        }
        assertThat(met).doesNotHaveDuplicates();
        assertThat(new HashSet<>(met)).containsAll(there);
    }

    /** Of the same moment, of now, and of long ago in turn. */
    private static void write(int turn) {
        MADE.thread(1, "Meanwhile " + turn, "Body.");
        MADE.post(THREAD, 1002, "Meanwhile " + turn);
        if (turn % 3 == 0) {
            even();
        } else if (turn % 3 == 1) {
            MADE.database()
                    .execute(
                            """
                            update threads set last_post_at = '2020-01-01', published_at = '2020-01-01'
                             where id = (select max(id) from threads);
                            update posts set created_at = '2020-01-01' where id = (select max(id) from posts)""");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab=recent", "tab=new"})
    void threadsThatWereThereAreMetOnce(String tab) {
        even();
        assertWhole("/api/forum/threads?" + tab + "&limit=7", "select id from threads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&sort=new"})
    void postsThatWereThereAreMetOnce(String sort) {
        even();
        assertWhole(
                "/api/forum/threads/" + THREAD + "/posts?limit=7" + sort,
                "select id from posts where thread_id = " + THREAD);
    }
}
