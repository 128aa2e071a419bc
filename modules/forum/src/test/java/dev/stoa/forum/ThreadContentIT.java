package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadContentIT {
    private static final TestForum FORUM = TestForum.shared();

    @Test
    void aCardTellsWhatTheRowHolds() {
        String row =
                FORUM.database()
                        .rows(
                                """
                                select t.id, t.kind, t.title, t.slug, t.structure_id, f.path, u.username, m.karma_points,
                                       s.post_count, s.view_count, s.vote_score, t.last_post_number, t.version
                                  from threads t
                                  join forum_structure f on f.id = t.structure_id
                                  join users u on u.id = t.user_id
                                  join member_stats m on m.user_id = t.user_id
                                  join thread_stats s on s.thread_id = t.id
                                 where not t.is_removed and t.published_at is not null and t.tags::text <> '[]'
                                 order by t.id limit 1
                                """)
                        .getFirst();
        String id = row.substring(0, row.indexOf('|'));
        FORUM.platform().caches().clear();
        JsonNode card = FORUM.http().get("/api/forum/threads?ids=" + id).json().at("/items/0");

        assertThat(
                        String.join(
                                "|",
                                card.at("/id").asText(),
                                card.at("/kind").asText(),
                                card.at("/title").asText(),
                                card.at("/slug").asText(),
                                card.at("/structure/id").asText(),
                                card.at("/structure/path").asText(),
                                card.at("/author/username").asText(),
                                card.at("/author/karma").asText(),
                                card.at("/stats/posts").asText(),
                                card.at("/stats/views").asText(),
                                card.at("/stats/score").asText(),
                                card.at("/lastPost/number").asText(),
                                card.at("/version").asText()))
                .isEqualTo(row);
        assertThat(card.at("/id").isTextual()).isTrue();
        assertThat(card.at("/lastPost/at").asText()).matches("[0-9-]{10}T[0-9:.]+Z");
        assertThat(card.at("/tags/0").fieldNames())
                .toIterable()
                .contains("id", "name", "slug", "color");
        assertThat(card.has("viewer")).isFalse();
    }

    @Test
    void noListHoldsARemovedThreadOrADraft() {
        List<String> hidden =
                FORUM.database()
                        .rows("select id from threads where is_removed or published_at is null");
        assertThat(hidden).hasSizeGreaterThan(20);
        for (String tab : List.of("trending", "recent", "new", "top")) {
            assertThat(new Walk(FORUM.http(), "/api/forum/threads?limit=100&tab=" + tab).forwards())
                    .hasSizeGreaterThan(1000)
                    .doesNotContainAnyElementsOf(hidden);
        }
        for (String id : hidden.subList(0, 10)) {
            assertThat(FORUM.http().get("/api/forum/threads/" + id).status()).isEqualTo(404);
            assertThat(FORUM.http().get("/api/forum/threads/" + id + "/posts").status())
                    .isEqualTo(404);
        }
        Answer batch =
                FORUM.http()
                        .get("/api/forum/threads?ids=" + String.join(",", hidden.subList(0, 10)));
        assertThat(Walk.ids(batch)).isEmpty();
    }

    @Test
    void excerptsArePlainText() {
        // The first ones: other tests write threads of their own, some without a word.
        List<String> first =
                FORUM.database()
                        .rows(
                                "select id from threads where not is_removed and published_at is not null order by id limit 60");
        for (JsonNode thread :
                FORUM.http()
                        .get("/api/forum/threads?ids=" + String.join(",", first))
                        .json()
                        .at("/items")) {
            assertThat(thread.get("excerpt").asText())
                    .isNotBlank()
                    .doesNotContain("<", "\n")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void threadsByIdsComeInTheOrderAskedAndTheMissingAreNamed() {
        List<String> shown =
                FORUM.database()
                        .rows(
                                "select id from threads where not is_removed and published_at is not null order by id limit 60");
        List<String> asked = new ArrayList<>(shown);
        List<String> missing = List.of("999999999", "888888888");
        asked.addAll(missing);
        Collections.shuffle(asked, new Random(3));
        Answer answer = FORUM.http().get("/api/forum/threads?ids=" + String.join(",", asked));

        assertThat(Walk.ids(answer)).isEqualTo(asked.stream().filter(shown::contains).toList());
        assertThat(answer.json().at("/missing"))
                .extracting(JsonNode::asText)
                .isEqualTo(asked.stream().filter(missing::contains).toList());
        assertThat(answer.statements()).isEqualTo(1);
    }

    @Test
    void anIdAskedForTwiceComesOnce() {
        assertThat(Walk.ids(FORUM.http().get("/api/forum/threads?ids=5,6,5")))
                .containsExactly("5", "6");
    }

    @Test
    void aListCountsWhenAsked() {
        long shown =
                FORUM.database()
                        .number(
                                "select count(*) from threads where not is_removed and published_at is not null");
        long clips =
                FORUM.database()
                        .number(
                                "select count(*) from threads where not is_removed and published_at is not null and kind = 'clip'");
        FORUM.unhide(); // Makes the node look at its structures, whose counters a job may mend.
        long estimated = FORUM.database().number("select sum(thread_count) from forum_structure");
        String list = "/api/forum/threads?tab=recent";

        assertThat(FORUM.http().get(list).json().has("total")).isFalse();
        assertThat(FORUM.http().get(list + "&count=bounded").json().at("/total").asLong())
                .isEqualTo(shown);
        assertThat(FORUM.http().get(list + "&count=bounded&kind=clip").json().at("/total").asLong())
                .isEqualTo(clips);
        assertThat(FORUM.http().get(list + "&count=estimate").json().at("/total").asLong())
                .isEqualTo(estimated);
        assertThat(FORUM.cold(list + "&count=estimate").statements()).isEqualTo(1);
    }

    @Test
    void aCountOfEachFilterIsThatOfItsWalk() {
        String tag =
                FORUM.database().rows("select slug from tags order by use_count desc").getFirst();
        for (String filter :
                List.of(
                        "&forumId=1",
                        "&forumId=1&kind=clip",
                        "&tag=" + tag,
                        "&authorId=1",
                        "&gameId=game-1",
                        "&broadcasterId=broadcaster-1&kind=clip")) {
            Walk walk = new Walk(FORUM.http(), "/api/forum/threads?tab=new&limit=100" + filter);
            assertThat(walk.page("&count=bounded").json().at("/total").asInt())
                    .as(filter)
                    .isEqualTo(walk.forwards().size());
        }
    }

    @Test
    void readingAThreadCountsAView() {
        FORUM.cold("/api/forum/threads/7");
        long before =
                FORUM.database().number("select view_count from thread_stats where thread_id = 7");
        for (int i = 0; i < 5; i++) {
            FORUM.http().get("/api/forum/threads/7");
        }
        long end = System.nanoTime() + 10_000_000_000L;
        while (FORUM.database().number("select view_count from thread_stats where thread_id = 7")
                < before + 5) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
