package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.testkit.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingRefusalsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final String NEW = "/api/forum/threads?tab=new";

    private static void assertRefused(String path, int status, String code) {
        Answer answer = FORUM.http().get(path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/code")).as(path).isEqualTo(code);
        assertThat(answer.statements()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"11, 100", "51, 20", "1000, 2", "1000, 100"})
    void aPageBeyondTheThousandthRowIsRefused(int page, int limit) {
        String asked = "page=" + page + "&limit=" + limit;
        assertRefused(NEW + "&" + asked, 400, "page-too-deep");
        assertRefused("/api/forum/threads/5/posts?" + asked, 400, "page-too-deep");
    }

    @Test
    void thePageOfTheThousandthRowIsServed() {
        Answer page = FORUM.http().get(NEW + "&page=10&limit=100");
        assertThat(Walk.ids(page)).hasSize(100);
        assertThat(Walk.ids(FORUM.http().get(NEW + "&limit=100&after=" + page.text("/page/next"))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/forum/threads?tab=recent",
                "/api/forum/threads?tab=new&kind=clip",
                "/api/forum/threads?tab=new&forumId=1",
                "/api/forum/threads?tab=new&authorId=1",
                "/api/forum/structures/1/threads?tab=new",
                "/api/forum/threads/5/posts?limit=5",
                "/api/forum/members/1/posts?limit=5",
                "/api/forum/members?limit=5",
                "/api/forum/tags?limit=5"
            })
    void aCursorIsForItsOwnListOnly(String other) {
        String next = FORUM.http().get(NEW).text("/page/next");

        assertRefused(other + "&after=" + next, 400, "cursor-mismatch");
    }

    @Test
    void aCursorHoldsForAnyLimit() {
        String next = FORUM.http().get(NEW + "&limit=5").text("/page/next");
        assertThat(FORUM.http().get(NEW + "&limit=50&after=" + next).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "AAAA", "not_a_cursor_but_long_enough_to_be_one_of_them_if_it_were"})
    void aCursorNobodyIssuedIsRefused(String text) {
        assertRefused(NEW + "&after=" + text, 400, "invalid-cursor");
        assertRefused("/api/forum/threads/5/posts?before=" + text, 400, "invalid-cursor");
    }

    @Test
    void aCursorWithOneByteChangedIsRefused() {
        String next = FORUM.http().get(NEW).text("/page/next");
        for (int at = 4; at < next.length() - 1; at++) {
            char changed = next.charAt(at) == 'A' ? 'B' : 'A';
            String forged = next.substring(0, at) + changed + next.substring(at + 1);
            assertRefused(NEW + "&after=" + forged, 400, "invalid-cursor");
        }
    }

    @Test
    void aCursorOfYesterdayOrOfAnotherKeyHasExpired() {
        byte[] key = TestForum.CURSOR_KEY.getBytes(StandardCharsets.UTF_8);
        InstantSource yesterday = () -> Instant.now().minus(Duration.ofHours(25));
        String old = new Cursors(key, yesterday).write(Cursor.after(1, 1), "any list");
        byte[] other = "another key of another year".getBytes(StandardCharsets.UTF_8);
        String foreign =
                new Cursors(other, InstantSource.system()).write(Cursor.after(1, 1), "any list");

        assertRefused(NEW + "&after=" + old, 410, "cursor-expired");
        assertRefused(NEW + "&before=" + foreign, 410, "cursor-expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tab=new&page=2&after=AAAA",
                "tab=new&after=AAAA&before=AAAA",
                "tab=new&period=week",
                "ids=1&tab=new",
                "ids=1&limit=5",
                "limit=0",
                "limit=101",
                "page=0",
                "tab=hot",
                "kind=poem",
                "unknown=1",
                "limit=5&limit=6",
                "authorId=x",
                "authorId=9223372036854775808",
                "ids=1,,2",
                "forumId=some"
            })
    void argumentsThatDoNotGoTogetherAreRefused(String query) {
        assertRefused("/api/forum/threads?" + query, 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "around=5&sort=new",
                "around=5&page=2",
                "around=5&after=AAAA",
                "around=0",
                "depth=9"
            })
    void aroundGoesWithTheOldestFirstOnly(String query) {
        assertRefused("/api/forum/threads/5/posts?" + query, 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab=following", "tab=new&unread=true"})
    void whatIsAboutAViewerNeedsOne(String query) {
        assertRefused("/api/forum/threads?" + query, 401, "unauthenticated");
    }

    @Test
    void aListBelowAnUnknownStructureIsNotFound() {
        assertRefused("/api/forum/structures/999999/threads", 404, "not-found");
        assertRefused("/api/forum/threads?forumId=999999", 404, "not-found");
    }
}
