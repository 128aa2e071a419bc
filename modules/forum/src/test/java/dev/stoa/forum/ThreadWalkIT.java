package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadWalkIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final long SEED = 20_261_120;
    private static final int LISTS = 45;
    private static final String SHOWN = "not t.is_removed and t.published_at is not null";

    /** A list and what it must hold: its query, and the condition in SQL. */
    record Listed(String tab, String filter, String where, int limit) {
        String path() {
            return "/api/forum/threads?tab=" + tab + filter + "&limit=" + limit;
        }

        String truth() {
            String shown = SHOWN + where;
            return switch (tab) {
                case "recent" ->
                        "select t.id from threads t where "
                                + shown
                                + " order by t.last_post_at desc, t.id desc";
                case "new" ->
                        "select t.id from threads t where "
                                + shown
                                + " order by t.published_at desc, t.id desc";
                default ->
                        "select t.id from thread_ranks r join threads t on t.id = r.thread_id"
                                + " where r.epoch = (select max(epoch) from thread_rank_epochs) and r.list = '"
                                + (tab.equals("trending")
                                        ? tab
                                        : tab.replace("top&period=", "top-"))
                                + "' and "
                                + shown
                                + " order by r.rank";
            };
        }
    }

    static Stream<Listed> lists() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> tags =
                FORUM.database().rows("select id, slug from tags order by use_count desc, id");
        List<Listed> lists = new ArrayList<>();
        for (String tab : List.of("trending", "recent", "new", "top&period=all")) {
            lists.add(new Listed(tab, "", "", 97));
        }
        while (lists.size() < LISTS) {
            lists.add(any(random, tags));
        }
        return lists.stream();
    }

    private static Listed any(SplittableRandom random, List<String> tags) {
        List<String> tabs =
                List.of(
                        "trending",
                        "recent",
                        "new",
                        "top&period=all",
                        "top&period=year",
                        "top&period=week");
        StringBuilder filter = new StringBuilder();
        StringBuilder where = new StringBuilder();
        if (random.nextInt(3) == 0) {
            int structure = random.nextInt(1, 21);
            filter.append("&forumId=").append(structure);
            where.append(
                    " and t.structure_id in (with recursive s as (select %d::bigint as id union all select f.id from forum_structure f join s on f.parent_id = s.id) select id from s)"
                            .formatted(structure));
        }
        if (random.nextInt(3) == 0) {
            String kind =
                    List.of("discussion", "question", "article", "clip").get(random.nextInt(4));
            filter.append("&kind=").append(kind);
            where.append(" and t.kind = '").append(kind).append('\'');
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String[] tag =
                    tags.get(random.nextInt(1 + random.nextInt(tags.size()))).split("\\|", -1);
            filter.append("&tag=").append(tag[1]);
            where.append(
                            " and exists (select 1 from thread_tags g where g.thread_id = t.id and g.tag_id = ")
                    .append(tag[0])
                    .append(')');
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                int author = random.nextInt(1, 1 + random.nextInt(1, 100));
                filter.append("&authorId=").append(author);
                where.append(" and t.user_id = ").append(author);
            }
            case 2 -> {
                filter.append("&gameId=game-1");
                where.append(" and t.game_id = 'game-1'");
            }
            case 3 -> {
                filter.append("&broadcasterId=broadcaster-1");
                where.append(" and t.broadcaster_id = 'broadcaster-1'");
            }
            default -> {}
        }
        return new Listed(
                tabs.get(random.nextInt(tabs.size())),
                filter.toString(),
                where.toString(),
                random.nextInt(20, 101));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aWalkEitherWayAndByNumbersMeetsEachThreadOnceInOrder(Listed listed) {
        List<String> truth = FORUM.database().rows(listed.truth());
        Walk walk = new Walk(FORUM.http(), listed.path());

        assertThat(walk.forwards()).isEqualTo(truth);
        assertThat(walk.backwards()).isEqualTo(truth);
        int pages = Math.min(1000 / listed.limit(), 4);
        assertThat(walk.numbered(pages))
                .isEqualTo(truth.subList(0, Math.min(truth.size(), pages * listed.limit())));
        int deepest = 1000 / listed.limit();
        int from = (deepest - 1) * listed.limit();
        assertThat(Walk.ids(walk.page("&page=" + deepest)))
                .isEqualTo(
                        truth.subList(
                                Math.min(truth.size(), from),
                                Math.min(truth.size(), from + listed.limit())));
    }

    @Test
    void theMembersThreadsAreTheirsAloneTheNewestFirst() {
        assertThat(new Walk(FORUM.http(), "/api/forum/members/1/threads?limit=7").forwards())
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from threads t where user_id = 1 and "
                                                + SHOWN
                                                + " order by published_at desc, id desc"));
    }

    @Test
    void linksOfAnAnswerLeadToTheNextPage() {
        Answer first = FORUM.http().get("/api/forum/threads?tab=new&kind=clip&limit=5");

        assertThat(first.header("Link"))
                .isEqualTo(
                        "</api/forum/threads?tab=new&kind=clip&limit=5&after="
                                + first.text("/page/next")
                                + ">; rel=\"next\"");
    }

    /** Changes the ranks for all, so all of it is one test. */
    @Test
    void aRankedListStaysAsItWasWithinItsSnapshotAndSaysWhenThatIsGone() {
        Walk walk = new Walk(FORUM.http(), "/api/forum/threads?tab=trending&limit=20");
        List<String> before = FORUM.database().rows(new Listed("trending", "", "", 20).truth());
        Answer first = walk.page("");
        Answer second = walk.page("&after=" + first.text("/page/next"));
        String next = second.text("/page/next");
        String prev = second.text("/page/prev");

        FORUM.database().execute("update thread_stats set vote_score = (thread_id * 7919) % 101");
        FORUM.rank();
        awaitSnapshot(walk);
        Answer kept = walk.page("&after=" + next);
        assertThat(Walk.ids(kept)).isEqualTo(before.subList(40, 60));
        assertThat(kept.json().has("snapshotChanged")).isFalse();
        assertThat(Walk.ids(walk.page("&before=" + prev))).isEqualTo(before.subList(0, 20));

        FORUM.database().execute("update thread_stats set vote_score = (thread_id * 7877) % 103");
        FORUM.rank();
        awaitSnapshot(walk);
        List<String> now = FORUM.database().rows(new Listed("trending", "", "", 20).truth());
        Answer back = walk.page("&before=" + prev);
        assertThat(back.json().at("/snapshotChanged").asBoolean()).isTrue();
        assertThat(Walk.ids(back)).isEqualTo(now.subList(0, 20));
        Answer on = walk.page("&after=" + next);
        assertThat(on.json().at("/snapshotChanged").asBoolean()).isTrue();
        assertThat(Walk.ids(on)).isNotEmpty();
        assertThat(now).containsSubsequence(Walk.ids(on));
        Answer after = walk.page("&after=" + on.text("/page/next"));
        assertThat(after.json().has("snapshotChanged")).isFalse();
        assertThat(now)
                .containsSubsequence(
                        Stream.concat(Walk.ids(on).stream(), Walk.ids(after).stream()).toList());
    }

    /** The node looks for snapshots every five seconds. */
    private static void awaitSnapshot(Walk walk) {
        List<String> truth =
                FORUM.database().rows(new Listed("trending", "", "", 20).truth()).subList(0, 20);
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (true) {
            FORUM.platform().caches().clear();
            if (Walk.ids(walk.page("")).equals(truth)) {
                return;
            }
            assertThat(System.nanoTime()).as("the node sees the snapshot").isLessThan(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
