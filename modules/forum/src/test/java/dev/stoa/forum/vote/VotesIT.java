package dev.stoa.forum.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Changes;
import dev.stoa.forum.count.Folds;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Statement;
import dev.stoa.testkit.Plans;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestMember;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotesIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final TestDatabase DATABASE = FORUM.database();
    private static final TestMember MEMBER = FORUM.member("member");

    private static Answer put(TestMember member, String on, int value) {
        return FORUM.http()
                .send(
                        "PUT",
                        "/api/forum/" + on + "/vote",
                        "{\"value\":" + value + "}",
                        member.credential());
    }

    private static Answer drop(TestMember member, String on) {
        return FORUM.http().send("DELETE", "/api/forum/" + on + "/vote", "", member.credential());
    }

    /** A shown thread that no test has used. */
    private static String thread() {
        return "threads/" + made("insert into thread_stats (thread_id) select id from made");
    }

    /** The second post of such a thread. */
    private static String post() {
        long thread = made("insert into thread_stats (thread_id) select id from made");
        return "posts/"
                + DATABASE.number(
                        """
                        with made as (
                            insert into posts (thread_id, post_number, path, user_id, body, body_html)
                            values (%d, 2, '0000002', 2, 'b', 'b') returning id)
                        insert into post_stats (post_id, thread_id) select id, %1$d from made returning post_id
                        """
                                .formatted(thread));
    }

    private static long made(String more) {
        return DATABASE.number(
                """
                with made as (
                    insert into threads (structure_id, user_id, title, slug, published_at)
                    select id, 2, 'A thread to vote on', 'vote', now() - interval '1 year'
                      from forum_structure where kind = 'forum' order by id limit 1
                    returning id),
                more as (%s)
                select id from made
                """
                        .formatted(more));
    }

    private static String stored(String on) {
        String id = on.substring(on.indexOf('/') + 1);
        return DATABASE.rows(
                        on.startsWith("threads")
                                ? "select vote_score, up, down from thread_stats where thread_id = "
                                        + id
                                : "select vote_score, up, down from post_stats where post_id = "
                                        + id)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({"thread", "post"})
    void aVoteShowsAtOnceInItsAnswerAndAfterTheFoldToAll(String kind) throws Exception {
        String on = kind.equals("thread") ? thread() : post();
        TestMember other = FORUM.member("member");

        assertThat(put(MEMBER, on, 1).body())
                .isEqualTo("{\"score\":1,\"up\":1,\"down\":0,\"value\":1}");
        assertThat(put(other, on, 1).body())
                .isEqualTo("{\"score\":2,\"up\":2,\"down\":0,\"value\":1}");
        assertThat(put(MEMBER, on, -1).body())
                .isEqualTo("{\"score\":0,\"up\":1,\"down\":1,\"value\":-1}");
        Folds.all(FORUM.platform());
        assertThat(stored(on)).isEqualTo("0|1|1");
        assertThat(drop(other, on).body())
                .isEqualTo("{\"score\":-1,\"up\":0,\"down\":1,\"value\":0}");
        assertThat(drop(MEMBER, on).body())
                .isEqualTo("{\"score\":0,\"up\":0,\"down\":0,\"value\":0}");
        Folds.all(FORUM.platform());
        assertThat(stored(on)).isEqualTo("0|0|0");
    }

    @ParameterizedTest
    @CsvSource({"thread", "post"})
    void theSameVoteAgainAndNoneTakenBackChangeNothing(String kind) throws Exception {
        String on = kind.equals("thread") ? thread() : post();
        String untouched = "{\"score\":0,\"up\":0,\"down\":0,\"value\":0}";
        assertThat(drop(MEMBER, on).body()).isEqualTo(untouched);
        Answer first = put(MEMBER, on, 1);
        for (int i = 0; i < 3; i++) {
            assertThat(put(MEMBER, on, 1).body()).isEqualTo(first.body());
        }
        drop(MEMBER, on);
        assertThat(drop(MEMBER, on).body()).isEqualTo(untouched);
        Folds.all(FORUM.platform());
        assertThat(stored(on)).isEqualTo("0|0|0");
    }

    @AfterAll
    static void leaveNothingHidden() {
        FORUM.unhide();
    }

    @Test
    void aVoteIsThreeStatementsAndLocksNothingOfOthers() throws Exception {
        String thread = thread();
        put(MEMBER, thread, 1);
        assertThat(put(MEMBER, thread, -1).statements()).isEqualTo(1);

        Folds.all(FORUM.platform());
        try (var held = DATABASE.dataSource().getConnection();
                var lock = held.createStatement()) {
            held.setAutoCommit(false);
            lock.execute(
                    "select * from thread_stats where thread_id = "
                            + thread.substring("threads/".length())
                            + " for update");
            lock.execute(
                    "select * from threads where id = "
                            + thread.substring("threads/".length())
                            + " for update");
            assertThat(put(MEMBER, thread, 1).status()).isEqualTo(200);
            held.rollback();
        }
    }

    @Test
    void noVoteReadsAWholeTable() throws Exception {
        try (var connection = DATABASE.dataSource().getConnection()) {
            Plans plans = new Plans(connection, "force_generic_plan");
            for (Statement statement : VoteStore.ALL) {
                assertThat(Plans.shape(plans.plan(statement.text())))
                        .as(statement.name())
                        .noneMatch(
                                line ->
                                        line.matches(
                                                ".*Seq Scan (threads|posts|thread_stats|post_stats|thread_votes|post_votes)"));
            }
        }
    }

    @Test
    void nobodyVotesOnWhatTheyWrote() {
        String thread = thread();
        String post = post();
        DATABASE.execute(
                "update threads set user_id = "
                        + MEMBER.id()
                        + " where id = "
                        + thread.substring("threads/".length()));
        DATABASE.execute(
                "update posts set user_id = "
                        + MEMBER.id()
                        + " where id = "
                        + post.substring("posts/".length()));
        for (String on : List.of(thread, post)) {
            Answer refused = put(MEMBER, on, 1);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/code")).isEqualTo("own-content");
            assertThat(drop(MEMBER, on).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"is_removed = true", "published_at = null"})
    void whatIsNotShownIsNotThere(String state) {
        String post = post();
        long thread =
                DATABASE.number(
                        "select thread_id from posts where id = "
                                + post.substring("posts/".length()));
        DATABASE.execute("update threads set " + state + " where id = " + thread);
        for (String on : List.of("threads/" + thread, post)) {
            assertThat(put(MEMBER, on, 1).status()).isEqualTo(404);
            assertThat(drop(MEMBER, on).status()).isEqualTo(404);
        }
    }

    /** A node looks at its structures every ten seconds; this looks at once. */
    @Test
    void whatIsInAHiddenStructureIsNotThereForMembers() {
        String post = post();
        long thread =
                DATABASE.number(
                        "select thread_id from posts where id = "
                                + post.substring("posts/".length()));
        DATABASE.execute(
                """
                with hidden as (
                    insert into forum_structure (kind, slug, name, path, read_role, write_role)
                    values ('forum', 'hidden', 'Hidden', 'hidden-from-votes', 'moderator', 'moderator')
                    returning id)
                update threads set structure_id = hidden.id from hidden where threads.id = %d
                """
                        .formatted(thread));
        Platform platform = FORUM.platform();
        Structures structures = new Structures(platform.database());
        structures.refresh();
        Votes votes =
                new Votes(
                        platform.database(),
                        new Rights(structures),
                        new Changes(platform.caches()));
        Viewer.Member member = viewer(MEMBER, Role.MEMBER);
        long id = Long.parseLong(post.substring("posts/".length()));
        assertThatThrownBy(() -> votes.onThread(member, thread, 1))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("There is no thread " + thread + ".");
        assertThatThrownBy(() -> votes.onPost(member, id, 1))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("There is no post " + id + ".");
        TestMember moderator = FORUM.member("moderator");
        assertThat(votes.onPost(viewer(moderator, Role.MODERATOR), id, 1).score()).isEqualTo(1);
    }

    private static Viewer.Member viewer(TestMember member, Role role) {
        return new Viewer.Member(
                new MemberId(member.id()),
                role,
                new Credential(Credential.Kind.LOGIN, 1, Set.of(), Credential.Allowance.DEFAULT));
    }

    @Test
    void aRemovedPostAndOneThatNeverWasAreNotThere() {
        String post = post();
        DATABASE.execute(
                "update posts set is_removed = true where id = "
                        + post.substring("posts/".length()));
        assertThat(put(MEMBER, post, 1).status()).isEqualTo(404);
        assertThat(put(MEMBER, "posts/999999999", 1).status()).isEqualTo(404);
        assertThat(put(MEMBER, "threads/999999999", 1).status()).isEqualTo(404);
    }

    @Test
    void aLockedThreadMayBeVotedOnButNotByWhoIsBannedThere() {
        String thread = thread();
        DATABASE.execute(
                "update threads set is_locked = true where id = "
                        + thread.substring("threads/".length()));
        TestMember banned = FORUM.member("member");
        assertThat(put(banned, thread, 1).status()).isEqualTo(200);
        DATABASE.execute(
                "insert into bans (user_id, structure_id, reason) select "
                        + banned.id()
                        + ", structure_id, 'spam' from threads where id = "
                        + thread.substring("threads/".length()));
        Answer refused = put(banned, thread, -1);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("banned-here");
        assertThat(drop(banned, thread).status()).isEqualTo(403);
        // Banned from elsewhere.
        DATABASE.execute(
                "update bans set structure_id = (select max(id) from forum_structure where kind = 'forum') where user_id = "
                        + banned.id());
        assertThat(put(banned, thread, -1).text("/down")).isEqualTo("1");
        DATABASE.execute(
                "update bans set until = now() - interval '1 second' where user_id = "
                        + banned.id());
        assertThat(put(banned, thread, 1).text("/up")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"0, 422", "2, 422", "-2, 422", "\"1\", 422", "null, 422", "1.5, 422"})
    void onlyUpAndDownAreVotes(String value, int status) {
        Answer refused =
                FORUM.http()
                        .send(
                                "PUT",
                                "/api/forum/" + thread() + "/vote",
                                "{\"value\":" + value + "}",
                                MEMBER.credential());
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/value");
    }

    @Test
    void whoIsNotSignedInDoesNotVote() {
        assertThat(
                        FORUM.http()
                                .send("PUT", "/api/forum/" + thread() + "/vote", "{\"value\":1}")
                                .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"thread", "post"})
    void aStormOfOneMembersVotesEndsAsTheirLastRow(String kind) throws Exception {
        String on = kind.equals("thread") ? thread() : post();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> votes =
                    IntStream.range(0, 240)
                            .<Callable<Answer>>mapToObj(
                                    i ->
                                            () ->
                                                    i % 3 == 2
                                                            ? drop(MEMBER, on)
                                                            : put(MEMBER, on, i % 3 == 0 ? 1 : -1))
                            .toList();
            for (Future<Answer> vote : threads.invokeAll(votes)) {
                assertThat(vote.get().status()).isEqualTo(200);
            }
        }
        Folds.all(FORUM.platform());
        String id = on.substring(on.indexOf('/') + 1);
        assertThat(stored(on))
                .isEqualTo(
                        DATABASE.rows(
                                        "select coalesce(sum(value), 0), count(*) filter (where value > 0), count(*) filter (where value < 0) from "
                                                + (kind.equals("thread")
                                                        ? "thread_votes where thread_id = "
                                                        : "post_votes where post_id = ")
                                                + id)
                                .getFirst());
    }

    @Test
    void votesAreKarmaOfTheAuthor() throws Exception {
        TestMember author = FORUM.member("member");
        String thread = thread();
        DATABASE.execute(
                "update threads set user_id = "
                        + author.id()
                        + " where id = "
                        + thread.substring("threads/".length()));
        String profile = "/api/forum/members/" + author.id();
        assertThat(FORUM.http().get(profile).text("/karma")).isEqualTo("0");
        for (int i = 0; i < 3; i++) {
            put(FORUM.member("member"), thread, 1);
        }
        put(MEMBER, thread, -1);
        Folds.all(FORUM.platform());
        assertThat(awaited(profile, "/karma", "10")).isEqualTo("10");
        assertThat(
                        DATABASE.rows(
                                "select sum(points), min(type), min(thread_id) from karma_entries where user_id = "
                                        + author.id()))
                .containsExactly("10|thread-votes|" + thread.substring("threads/".length()));
    }

    @Test
    void aVoteReachesTrendingWithinOneRefresh() throws Exception {
        String thread = thread();
        String id = thread.substring("threads/".length());
        DATABASE.execute(
                "update threads set created_at = now(), published_at = now() where id = " + id);
        FORUM.rank();
        for (int i = 0; i < 3; i++) {
            put(FORUM.member("member"), thread, 1);
        }
        Folds.all(FORUM.platform());
        FORUM.rank();
        assertThat(
                        DATABASE.number(
                                "select count(*) from thread_ranks where list = 'trending' and score > 0 and thread_id = "
                                        + id
                                        + " and epoch = (select max(epoch) from thread_rank_epochs)"))
                .isEqualTo(1);
    }

    /** What is late by up to two seconds. */
    private static String awaited(String path, String pointer, String value) throws Exception {
        String seen = "";
        for (int i = 0; i < 100 && !seen.equals(value); i++) {
            seen = FORUM.http().get(path).text(pointer);
            Thread.sleep(50);
        }
        return seen;
    }
}
