package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadBudgetIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final String STATES = "forum.viewer.states";
    private static final TestMember MEMBER = FORUM.member("member");

    /** Every list of threads: each tab with each filter alone and combined. */
    static Stream<String> threadLists() {
        String tag =
                FORUM.database().rows("select slug from tags order by use_count desc").getFirst();
        String rare =
                FORUM.database()
                        .rows("select slug from tags where use_count > 0 order by use_count")
                        .getFirst();
        List<String> filters =
                List.of(
                        "",
                        "&forumId=1",
                        "&tag=" + tag,
                        "&tag=" + rare,
                        "&tag=" + tag + "&tag=" + rare,
                        "&kind=article",
                        "&authorId=1",
                        "&gameId=game-1",
                        "&broadcasterId=broadcaster-1",
                        "&forumId=1&kind=question",
                        "&forumId=1&tag=" + tag,
                        "&forumId=1&tag=" + tag + "&kind=question&authorId=1",
                        "&page=2",
                        "&count=estimate",
                        "&count=bounded&tag=" + tag,
                        "&count=bounded&forumId=1&kind=question");
        return Stream.of("trending", "recent", "new", "top", "top&period=week")
                .flatMap(
                        tab ->
                                filters.stream()
                                        .map(filter -> "/api/forum/threads?tab=" + tab + filter));
    }

    static Stream<String> otherLists() {
        String busy =
                FORUM.database()
                        .rows(
                                "select s.thread_id from thread_stats s join threads t on t.id = s.thread_id where not t.is_removed and t.published_at is not null order by s.post_count desc")
                        .getFirst();
        String answered =
                FORUM.database()
                        .rows(
                                "select post_id from post_stats s join posts p on p.id = s.post_id join threads t on t.id = p.thread_id where not t.is_removed and t.published_at is not null and not p.is_removed order by reply_count desc")
                        .getFirst();
        String posts = "/api/forum/threads/" + busy + "/posts?";
        return Stream.of(
                "/api/forum/structures/1/threads?",
                "/api/forum/structures/1/threads?tab=new&kind=clip",
                posts,
                posts + "sort=new",
                posts + "sort=top",
                posts + "sort=tree",
                posts + "sort=tree&depth=1",
                posts + "around=30",
                posts + "page=2",
                posts + "parentId=" + answered,
                "/api/forum/posts/" + answered + "/replies?",
                "/api/forum/members?",
                "/api/forum/members?q=a",
                "/api/forum/members/1/posts?",
                "/api/forum/members/1/threads?",
                "/api/forum/members/1/karma?",
                "/api/forum/tags?",
                "/api/forum/tags?sort=name",
                "/api/forum/tags?q=a");
    }

    @ParameterizedTest
    @MethodSource({"threadLists", "otherLists"})
    void aListTakesTwoStatementsColdWhateverTheLimitAndNoneWarm(String list) {
        Answer few = FORUM.cold(list + "&limit=5");
        assertThat(few.status()).as(few.body()).isEqualTo(200);
        assertThat(few.statements()).isBetween(1, 2);
        assertThat(FORUM.http().get(list + "&limit=5").statements()).isZero();

        Answer many = FORUM.cold(list + "&limit=100");
        assertThat(many.statements()).isEqualTo(few.statements());
        Answer unchanged =
                FORUM.http().get(list + "&limit=100", "If-None-Match", many.header("ETag"));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.statements()).isZero();
    }

    @ParameterizedTest
    @MethodSource({"threadLists", "otherLists"})
    void signedInItTakesOneMoreForTheirStatesColdAndNoneWarm(String list) {
        List<String> shared = FORUM.statements(() -> FORUM.cold(list + "&limit=5"));
        List<String> few = FORUM.statements(() -> FORUM.cold(list + "&limit=5", MEMBER));
        assertThat(few.stream().filter(name -> !name.equals(STATES)).toList()).isEqualTo(shared);
        assertThat(few).hasSizeBetween(1, 3).hasSizeLessThanOrEqualTo(shared.size() + 1);
        assertThat(signedIn(list + "&limit=5")).isEmpty();

        List<String> hundred = FORUM.statements(() -> FORUM.cold(list + "&limit=100", MEMBER));
        Answer many = FORUM.http().get(list + "&limit=100", MEMBER.credential());
        // A page behind the end has nothing to ask states for.
        assertThat(hundred).isEqualTo(many.json().get("items").isEmpty() ? shared : few);
        String[] unchanged = MEMBER.credential("If-None-Match", many.header("ETag"));
        assertThat(
                        FORUM.statements(
                                () ->
                                        assertThat(
                                                        FORUM.http()
                                                                .get(list + "&limit=100", unchanged)
                                                                .status())
                                                .isEqualTo(304)))
                .isEmpty();
    }

    private static List<String> signedIn(String path) {
        return FORUM.statements(() -> FORUM.http().get(path, MEMBER.credential()));
    }

    @Test
    void signedInAWarmListTakesOneStatementUntilTheStatesAreCachedToo() {
        String list = "/api/forum/threads?tab=recent&limit=20";
        FORUM.cold(list);
        assertThat(signedIn(list)).containsExactly(STATES);
        assertThat(signedIn(list)).isEmpty();

        assertThat(FORUM.statements(() -> FORUM.cold("/api/forum/threads/5", MEMBER)))
                .containsExactly("forum.threads.open", STATES);
        assertThat(signedIn("/api/forum/threads/5")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/forum/threads?tab=trending, forum.threads.ranked",
        "/api/forum/threads?tab=recent, forum.threads.recent",
        "/api/forum/threads?tab=new&kind=clip, forum.threads.new-kind",
        "/api/forum/threads?tab=new&forumId=1, forum.threads.new-structure",
        "/api/forum/threads?tab=new&forumId=1&kind=clip, forum.threads.new-structure-and-more",
        "/api/forum/threads?tab=top&authorId=1, forum.threads.ranked-author",
        "/api/forum/threads?tab=recent&page=3, forum.threads.recent-page",
        "/api/forum/members, forum.members.newest",
        "/api/forum/members/1/posts, forum.posts.new-member"
    })
    void aListIsOneStatementOfItsOwn(String list, String statement) {
        assertThat(FORUM.statements(list)).containsExactly(statement);
    }

    @Test
    void oneThreadWithItsPostsIsOneStatementAndNoneWarm() {
        assertThat(FORUM.statements("/api/forum/threads/5")).containsExactly("forum.threads.open");

        Answer warm = FORUM.http().get("/api/forum/threads/5");
        assertThat(warm.statements()).isZero();
        assertThat(warm.header("X-Cache")).isEqualTo("HIT");
        assertThat(warm.json().at("/posts/items").size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"/api/forum/members/999999999/threads", "/api/forum/members/999999999/posts"})
    void whatNobodyWroteIsNotThere(String path) {
        Answer first = FORUM.cold(path);
        assertThat(first.status()).isEqualTo(404);
        assertThat(first.statements()).isEqualTo(2);
        assertThat(FORUM.http().get(path).statements()).isZero();
    }

    @Test
    void theTreeOfStructuresTakesNoStatement() {
        assertThat(FORUM.cold("/api/forum/structures").statements()).isZero();
        assertThat(FORUM.cold("/api/forum/structures/1").statements()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/forum/threads/999999999",
        "/api/forum/threads/999999999/posts",
        "/api/forum/posts/999999999",
        "/api/forum/posts/999999999/replies",
        "/api/forum/members/999999999",
        "/api/forum/members/999999999/karma",
        "/api/forum/tags/no-such-tag"
    })
    void whatIsNotThereIsRemembered(String path) {
        Answer first = FORUM.cold(path);
        assertThat(first.status()).isEqualTo(404);
        assertThat(first.text("/code")).isEqualTo("not-found");
        assertThat(first.statements()).isEqualTo(1);

        Answer second = FORUM.http().get(path);
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.statements()).isZero();
    }
}
