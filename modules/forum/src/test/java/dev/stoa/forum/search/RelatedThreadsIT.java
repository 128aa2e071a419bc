package dev.stoa.forum.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RelatedThreadsIT {
    private static final SmallForum MADE = SmallForum.empty();
    private static final long SELF = MADE.thread(1, "Brewing tea at altitude", "x");
    private static final long LINKED = MADE.thread(2, "Nothing in common", "x");
    private static final long LINKING = MADE.thread(2, "Nothing at all", "x");
    private static final long RARE = MADE.thread(2, "Of the same rare tag", "x");
    private static final long COMMON = MADE.thread(2, "Of the same common tag", "x");
    private static final long TITLED = MADE.thread(2, "Tea, and altitude", "x");
    private static final long HIDDEN = MADE.thread(3, "Brewing tea at altitude, for staff", "x");
    private static final long REMOVED = MADE.thread(1, "Brewing tea at altitude, removed", "x");

    static {
        MADE.tag(SELF, "samovar");
        MADE.tag(RARE, "samovar");
        MADE.tag(SELF, "drinks");
        MADE.tag(COMMON, "drinks");
        for (int i = 0; i < 30; i++) {
            MADE.tag(MADE.thread(2, "Filler", "x"), "drinks");
        }
        MADE.database()
                .execute(
                        """
                        insert into thread_links (thread_id, related_thread_id, kind)
                        values (%1$d, %2$d, 'related'), (%3$d, %1$d, 'duplicate'), (%1$d, %4$d, 'related');
                        update threads set is_removed = true where id = %4$d"""
                                .formatted(SELF, LINKED, LINKING, REMOVED));
    }

    private static final TestForum FORUM = TestForum.over(MADE.database(), Map.of());
    private static final String RELATED = "/api/forum/threads/" + SELF + "/related";

    @AfterAll
    static void stop() {
        FORUM.close();
        MADE.database().close();
    }

    private static List<Long> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        answer.json().get("items").forEach(thread -> ids.add(thread.get("id").asLong()));
        return ids;
    }

    @Test
    void linkedThreadsComeFirstThenTheRarerTagAndTheTitle() {
        List<Long> ids = ids(FORUM.cold(RELATED + "?limit=20"));

        assertThat(ids.subList(0, 2)).containsExactlyInAnyOrder(LINKED, LINKING);
        assertThat(ids.subList(2, 4)).containsExactlyInAnyOrder(RARE, TITLED);
        assertThat(ids).doesNotContain(SELF, HIDDEN, REMOVED).hasSize(20);
    }

    @Test
    void whoMaySeeHiddenThreadsSeesThem() {
        assertThat(ids(FORUM.http().get(RELATED, FORUM.member("moderator").credential())))
                .contains(HIDDEN);
        assertThat(FORUM.http().get("/api/forum/threads/" + HIDDEN + "/related").status())
                .isEqualTo(404);
    }

    @Test
    void itTakesTwoStatementsAndNoneWarm() {
        for (String list : List.of(RELATED + "?limit=5", RELATED + "?limit=20")) {
            assertThat(FORUM.cold(list).statements()).isEqualTo(2);
            assertThat(FORUM.http().get(list).statements()).isZero();
        }
    }

    @Test
    void whatIsNotThereHasNothingRelatedAndIsRemembered() {
        String missing = "/api/forum/threads/999999999/related";
        assertThat(FORUM.cold(missing).status()).isEqualTo(404);
        assertThat(FORUM.http().get(missing).statements()).isZero();
        assertThat(FORUM.http().get("/api/forum/threads/" + REMOVED + "/related").status())
                .isEqualTo(404);
    }
}
