package dev.stoa.forum.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.MemberId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of what. */
class NoticesIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final List<Change> told = Collections.synchronizedList(new ArrayList<>());
    private final Changes changes = new Changes(FORUM.platform().caches());
    private final Notices notices = new Notices(changes);

    private long asker;
    private long answerer;
    private long reader;
    private long thread;
    private long answer;

    @AfterAll
    static void leaveNothingHidden() {
        FORUM.unhide();
    }

    @BeforeEach
    void aThreadWithAnAnswer() {
        changes.listen(told::add);
        asker = member("asker");
        answerer = member("answerer");
        reader = member("reader");
        thread =
                number(
                        "insert into threads (structure_id, user_id, title, slug, published_at) values (1, %d, 'A title', 'a-title', now())"
                                .formatted(asker));
        // A list's page is cut before it looks at counters: a thread without them is a hole in it.
        FORUM.database().execute("insert into thread_stats (thread_id) values (" + thread + ")");
        answer = post(1, answerer);
    }

    private static long member(String name) {
        return number(
                "insert into users (username, display_name, address) values ('%1$s-%2$d', '%1$s', '0x%2$040d')"
                        .formatted(name, 7_000_000 + NUMBERS.incrementAndGet()));
    }

    private long post(int place, long author) {
        return number(
                "insert into posts (thread_id, post_number, path, user_id, body, body_html) values (%d, %d, '%07d', %d, 'b', 'b')"
                        .formatted(thread, place, place, author));
    }

    private static long number(String insert) {
        return FORUM.database()
                .number("with made as (" + insert + " returning id) select id from made");
    }

    private static void execute(String sql) {
        FORUM.database().execute(sql);
    }

    private static String name(long member) {
        return FORUM.database().rows("select username from users where id = " + member).getFirst();
    }

    private List<Long> posted(long post, @Nullable Long parent, long author, String... mentioned) {
        return ids(
                FORUM.platform()
                        .database()
                        .transaction(
                                in ->
                                        notices.posted(
                                                in,
                                                new Posted(
                                                        thread,
                                                        post,
                                                        parent,
                                                        new MemberId(author),
                                                        List.of(mentioned)))));
    }

    private List<Long> accepted(long by) {
        Accepted accepted = new Accepted(thread, answer, new MemberId(by));
        return ids(FORUM.platform().database().transaction(in -> notices.accepted(in, accepted)));
    }

    private static List<Long> ids(List<MemberId> members) {
        return members.stream().map(MemberId::value).toList();
    }

    private static List<String> kinds(long member) {
        return FORUM.database()
                .rows("select kind from notifications where user_id = " + member + " order by id");
    }

    @Test
    void theParentsAuthorIsToldAndTheThreadsAuthorOfPostsAtTopLevel() {
        assertThat(posted(answer, null, answerer)).containsExactly(asker);
        assertThat(posted(post(2, reader), answer, reader)).containsExactly(answerer);

        assertThat(kinds(asker)).containsExactly("reply");
        assertThat(kinds(answerer)).containsExactly("reply");
        assertThat(told).containsExactly(new Change.Notified(asker), new Change.Notified(answerer));
    }

    @Test
    void aMentionWinsOverAReplyAndNamesNobodyTwice() {
        String asked = name(asker).toUpperCase(Locale.ROOT);

        assertThat(posted(answer, null, answerer, asked, asked, name(reader), "no-such-member"))
                .containsExactlyInAnyOrder(asker, reader);

        assertThat(kinds(asker)).containsExactly("mention");
        assertThat(kinds(reader)).containsExactly("mention");
    }

    @Test
    void anEditTellsOnlyThoseItNamesAnew() {
        posted(answer, null, answerer);

        assertThat(posted(answer, null, answerer, name(asker), name(reader)))
                .containsExactly(reader);
        assertThat(posted(answer, null, answerer, name(asker), name(reader))).isEmpty();
    }

    @Test
    void onePostTellsTwentyMembersByNameAtMost() {
        String[] names = new String[25];
        Arrays.setAll(names, i -> name(member("named")));

        assertThat(posted(answer, asker, answerer, names)).hasSize(Posted.MOST_MENTIONS);
    }

    @Test
    void nobodyIsToldOfThemselves() {
        assertThat(posted(answer, null, asker, name(asker))).isEmpty();
        assertThat(posted(answer, answer, answerer)).isEmpty();
    }

    @Test
    void whoBlocksOrMutesTheAuthorIsNotTold() {
        long byAddress = member("blocker");
        long byMember = member("blocker");
        long muting = member("muting");
        long mutingThread = member("muting");
        long once = member("blocker");
        execute(
                "insert into blocks (blocker_id, blocked, blocked_addr) select %d, address, address from users where id = %d"
                        .formatted(byAddress, answerer));
        execute(
                "insert into blocks (blocker_id, blocked, blocked_id) values (%1$d, 'member:%2$d', %2$d)"
                        .formatted(byMember, answerer));
        execute(
                "insert into blocks (blocker_id, blocked, blocked_id, expires_at) values (%1$d, 'member:%2$d', %2$d, now() - interval '1 s')"
                        .formatted(once, answerer));
        execute(
                "insert into mutes (user_id, target, target_id) values (%d, 'member', %d), (%d, 'thread', %d)"
                        .formatted(muting, answerer, mutingThread, thread));

        assertThat(
                        posted(
                                answer,
                                null,
                                answerer,
                                name(byAddress),
                                name(byMember),
                                name(muting),
                                name(mutingThread),
                                name(once)))
                .containsExactlyInAnyOrder(asker, once);
    }

    @Test
    void whoIsBannedOrMayNotReadTheThreadIsNotTold() {
        execute("update users set status = 'banned' where id = %d".formatted(asker));
        long parent =
                number(
                        "insert into forum_structure (kind, slug, name, path, read_role) values ('zone', 'z', 'z', 'notices-%d', 'moderator')"
                                .formatted(thread));
        long hidden =
                number(
                        "insert into forum_structure (parent_id, kind, slug, name, path) values (%d, 'forum', 'f', 'f', 'notices-%d/f')"
                                .formatted(parent, thread));
        long moderator = member("moderator");
        execute("update users set role = 'moderator' where id = %d".formatted(moderator));
        assertThat(posted(answer, null, answerer)).isEmpty();

        execute("update threads set structure_id = %d where id = %d".formatted(hidden, thread));
        assertThat(posted(answer, null, answerer, name(reader), name(moderator)))
                .containsExactly(moderator);
    }

    @Test
    void anAnswersAuthorIsToldOnceThatItIsAccepted() {
        assertThat(accepted(asker)).containsExactly(answerer);
        assertThat(accepted(asker)).isEmpty();
        assertThat(accepted(answerer)).isEmpty();
        assertThat(kinds(answerer)).containsExactly("accepted-answer");
    }

    @Test
    void whatAModeratorDoesIsToldEachTimeAndByOneWhoIsBlockedToo() {
        execute(
                "insert into blocks (blocker_id, blocked, blocked_id) values (%1$d, 'member:%2$d', %2$d)"
                        .formatted(asker, reader));
        Moderated moderated =
                new Moderated(
                        new MemberId(asker),
                        new MemberId(reader),
                        thread,
                        null,
                        "thread-locked",
                        "Calm down.");

        for (int i = 0; i < 2; i++) {
            assertThat(
                            ids(
                                    FORUM.platform()
                                            .database()
                                            .transaction(in -> notices.moderated(in, moderated))))
                    .containsExactly(asker);
        }
        assertThat(kinds(asker)).containsExactly("moderation", "moderation");
    }

    @Test
    void nobodyIsToldOfWhatIsRolledBack() {
        try {
            FORUM.platform()
                    .database()
                    .transaction(
                            in -> {
                                notices.posted(
                                        in,
                                        new Posted(
                                                thread,
                                                answer,
                                                null,
                                                new MemberId(answerer),
                                                List.of()));
                                throw new IllegalStateException("on purpose");
                            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("on purpose");
        }
        assertThat(kinds(asker)).isEmpty();
        assertThat(told).isEmpty();
    }
}
