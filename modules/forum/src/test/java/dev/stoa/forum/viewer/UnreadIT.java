package dev.stoa.forum.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unread, case by case, in the badge, the list and the flag. */
class UnreadIT {
    private static final TestForum FORUM = TestForum.shared();

    /**
     * A thread with 5 posts, the last one 2 days ago; days since the others, empty for not at all.
     */
    @ParameterizedTest(name = "{6}")
    @CsvSource({
        "400, , , , '', true, never opened",
        "1, , , , '', false, the member joined after the last post",
        "3, , , , '', true, the member joined before the last post",
        "400, 4, , , '', true, one post is behind the mark",
        "400, 5, , , '', false, read to the end",
        "400, , 1, , '', false, its structure was read after the last post",
        "400, , 3, , '', true, its structure was read before the last post",
        "400, , , 1, '', false, the forum was read after the last post",
        "400, , , 3, '', true, the forum was read before the last post",
        "400, 2, 3, 1, '', false, the latest watermark counts",
        "400, 2, 1, 3, '', false, whichever that is",
        "400, 5, 3, 3, '', false, a mark to the end is enough",
        "400, , , , mute, false, the thread is muted",
        "400, , , , member, false, its author is muted",
        "400, , , , block, false, its author is blocked",
        "400, , , , over, true, the block is over",
        "400, , , , old, false, nobody wrote for longer than the horizon"
    })
    void aThreadIsUnread(
            int joined,
            Integer read,
            Integer structure,
            Integer forum,
            String more,
            boolean unread,
            String why) {
        TestMember member = FORUM.member("member");
        long thread =
                FORUM.database()
                        .number(
                                """
                                insert into threads (structure_id, user_id, title, slug, last_post_number, last_post_at, published_at)
                                select min(structure_id), (select min(id) from users), 'A thread', 'a-thread', 5,
                                       now() - interval '%d days', now() - interval '90 days'
                                  from threads where not is_removed returning id"""
                                        .formatted(
                                                more.equals("old")
                                                        ? TestForum.UNREAD_DAYS + 1
                                                        : 2));
        FORUM.database().execute("insert into thread_stats (thread_id) values (" + thread + ")");
        String id = Long.toString(member.id());
        FORUM.database()
                .execute(
                        "update users set created_at = now() - interval '"
                                + joined
                                + " days' where id = "
                                + id);
        if (read != null) {
            FORUM.database()
                    .execute(
                            "insert into read_states values ("
                                    + id
                                    + ", "
                                    + thread
                                    + ", "
                                    + read
                                    + ")");
        }
        watermark(id, "(select structure_id from threads where id = " + thread + ")", structure);
        watermark(id, "0", forum);
        String author = "(select user_id from threads where id = " + thread + ")";
        switch (more) {
            case "mute" -> insert("mutes", id + ", 'thread', " + thread);
            case "member" -> insert("mutes", id + ", 'member', " + author);
            case "block" -> block(id, author, "null");
            case "over" -> block(id, author, "now() - interval '1 minute'");
            default -> {}
        }
        try {
            assertSame(member, thread, unread);
        } finally {
            FORUM.database()
                    .execute(
                            "delete from thread_stats where thread_id = %1$s; delete from threads where id = %1$s"
                                    .formatted(thread));
        }
    }

    private static void assertSame(TestMember member, long thread, boolean unread) {
        FORUM.platform().caches().clear();
        Answer flag = FORUM.http().get("/api/forum/threads/" + thread, member.credential());
        assertThat(flag.json().at("/viewer/unread").asBoolean()).isEqualTo(unread);
        Answer list =
                FORUM.http()
                        .get("/api/forum/me/unread?limit=100&count=bounded", member.credential());
        assertThat(list.json().get("items").findValuesAsText("id").contains(Long.toString(thread)))
                .isEqualTo(unread);
        int items = list.json().get("items").size();
        assertThat(list.json().get("total").asInt())
                .isEqualTo(list.json().at("/page/hasMore").asBoolean() ? 101 : items);
    }

    private static void watermark(String member, String structure, Integer days) {
        if (days != null) {
            insert(
                    "user_watermarks",
                    member + ", " + structure + ", now() - interval '" + days + " days'");
        }
    }

    private static void block(String member, String author, String until) {
        FORUM.database()
                .execute(
                        "insert into blocks (blocker_id, blocked, blocked_id, expires_at) select "
                                + member
                                + ", 'member:' || u, u, "
                                + until
                                + " from "
                                + author.replace("select user_id", "select user_id as u")
                                + " a");
    }

    private static void insert(String table, String values) {
        FORUM.database().execute("insert into " + table + " values (" + values + ")");
    }
}
