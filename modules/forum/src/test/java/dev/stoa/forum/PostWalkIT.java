package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PostWalkIT {
    private static final TestForum FORUM = TestForum.shared();

    /** The busiest thread of fewer than 300 posts that is shown. */
    private static final long THREAD =
            FORUM.database()
                    .number(
                            """
                            select s.thread_id from thread_stats s join threads t on t.id = s.thread_id
                             where not t.is_removed and t.published_at is not null and t.last_post_number < 300
                               and exists (select 1 from posts p where p.thread_id = t.id and p.is_removed)
                             order by s.post_count desc limit 1
                            """);

    private static final String POSTS = "/api/forum/threads/" + THREAD + "/posts?limit=";

    /** A list and the SQL of its ids. */
    record Listed(String path, String truth) {}

    static Stream<Listed> lists() {
        long parent =
                FORUM.database()
                        .number(
                                "select p.parent_id from posts p join posts q on q.id = p.parent_id where not q.is_removed and p.thread_id = "
                                        + THREAD
                                        + " group by 1 order by count(*) desc, 1 limit 1");
        String created = " order by p.created_at, p.id";
        String newest = " order by p.created_at desc, p.id desc";
        String top = " order by s.vote_score desc, p.id desc";
        String all = "p.thread_id = " + THREAD;
        String shown = all + " and not p.is_removed";
        String replies = shown + " and p.parent_id = " + parent;
        String below =
                all
                        + " and p.path like (select q.path from posts q where q.id = "
                        + parent
                        + ") || '.%'";
        List<Listed> lists = new ArrayList<>();
        for (int limit : new int[] {4, 20, 99}) {
            String posts = POSTS + limit;
            lists.add(listed(posts, shown + created));
            lists.add(listed(posts + "&sort=new", shown + newest));
            lists.add(listed(posts + "&sort=top", shown + top));
            lists.add(listed(posts + "&sort=tree", all + " order by p.path"));
            lists.add(listed(posts + "&depth=0", shown + " and p.depth = 0" + created));
            lists.add(listed(posts + "&sort=new&depth=2", shown + " and p.depth <= 2" + newest));
            lists.add(listed(posts + "&sort=top&depth=1", shown + " and p.depth <= 1" + top));
            lists.add(
                    listed(
                            posts + "&sort=tree&depth=1",
                            all + " and p.depth <= 1 order by p.path"));
            lists.add(listed(posts + "&parentId=" + parent, replies + created));
            lists.add(listed(posts + "&sort=new&parentId=" + parent, replies + newest));
            lists.add(listed(posts + "&sort=top&parentId=" + parent, replies + top));
            lists.add(listed(posts + "&sort=tree&parentId=" + parent, below + " order by p.path"));
            lists.add(
                    listed(
                            "/api/forum/posts/" + parent + "/replies?limit=" + limit,
                            replies + created));
        }
        lists.add(
                listed(
                        "/api/forum/members/1/posts?limit=100",
                        "p.user_id = 1 and not p.is_removed and exists (select 1 from threads t where t.id = p.thread_id and not t.is_removed and t.published_at is not null)"
                                + newest));
        return lists.stream();
    }

    private static Listed listed(String path, String where) {
        return new Listed(
                path,
                "select p.id from posts p join post_stats s on s.post_id = p.id where " + where);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aWalkEitherWayAndByNumbersMeetsEachPostOnceInOrder(Listed listed) {
        List<String> truth = FORUM.database().rows(listed.truth());
        Walk walk = new Walk(FORUM.http(), listed.path());

        assertThat(truth).isNotEmpty();
        assertThat(walk.forwards()).isEqualTo(truth);
        assertThat(walk.backwards()).isEqualTo(truth);
        int shown = Walk.ids(walk.page("")).size();
        assertThat(walk.numbered(3)).isEqualTo(truth.subList(0, Math.min(truth.size(), 3 * shown)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 20", "30, 20, 39", "7, 1, 20"})
    void aroundIsAPageWithThatPostInItsMiddle(int around, int first, int last) {
        Answer page = FORUM.http().get(POSTS + "20&around=" + around);

        assertThat(Walk.ids(page))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from posts where not is_removed and thread_id = "
                                                + THREAD
                                                + " and post_number >= "
                                                + first
                                                + " order by post_number limit 20"));
        assertThat(page.json().at("/items/19/number").asInt()).isGreaterThanOrEqualTo(last);
    }

    @Test
    void aroundCanBeWalkedOnFromBothWays() {
        Walk walk = new Walk(FORUM.http(), POSTS + "10");
        Answer middle = walk.page("&around=40");
        Answer before = walk.page("&before=" + middle.text("/page/prev"));
        Answer after = walk.page("&after=" + middle.text("/page/next"));

        assertThat(
                        Stream.of(before, middle, after)
                                .flatMap(page -> Walk.ids(page).stream())
                                .toList())
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        """
                                        (select id from (select id from posts where not is_removed and thread_id = %1$d
                                                            and post_number < 35
                                                          order by post_number desc limit 10) a)
                                        union all
                                        (select id from posts where not is_removed and thread_id = %1$d
                                            and post_number >= 35 order by post_number limit 20)
                                        order by id
                                        """
                                                .formatted(THREAD)));
    }

    @Test
    void aRemovedPostStandsInTheTreeWithoutItsTextAndAuthor() {
        String removed =
                FORUM.database()
                        .rows(
                                "select id from posts where is_removed and thread_id = "
                                        + THREAD
                                        + " order by id")
                        .getFirst();
        String path = POSTS + "100";

        assertThat(new Walk(FORUM.http(), path).forwards()).doesNotContain(removed);
        var tree = new ArrayList<com.fasterxml.jackson.databind.JsonNode>();
        Answer page = FORUM.http().get(path + "&sort=tree");
        while (true) {
            page.json().at("/items").forEach(tree::add);
            if (page.text("/page/next").isEmpty()) {
                break;
            }
            page = FORUM.http().get(path + "&sort=tree&after=" + page.text("/page/next"));
        }
        assertThat(tree)
                .filteredOn(post -> post.get("id").asText().equals(removed))
                .singleElement()
                .satisfies(
                        post -> {
                            assertThat(post.get("body").isNull()).isTrue();
                            assertThat(post.get("bodyHtml").isNull()).isTrue();
                            assertThat(post.get("author").isNull()).isTrue();
                            assertThat(post.at("/state/removed").asBoolean()).isTrue();
                        });
        assertThat(FORUM.http().get("/api/forum/posts/" + removed).status()).isEqualTo(404);
        assertThat(FORUM.http().get("/api/forum/posts/" + removed + "/replies").status())
                .isEqualTo(404);
    }

    @Test
    void theFirstPostsOfAThreadGoOnInItsListOfPosts() {
        Answer thread = FORUM.http().get("/api/forum/threads/" + THREAD);
        Answer second = FORUM.http().get(POSTS + "20&after=" + thread.text("/posts/page/next"));

        assertThat(Walk.ids(second))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from posts where not is_removed and thread_id = "
                                                + THREAD
                                                + " order by created_at, id offset 20 limit 20"));
    }
}
