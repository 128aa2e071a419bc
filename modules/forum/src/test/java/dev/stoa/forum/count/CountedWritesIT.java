package dev.stoa.forum.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import org.junit.jupiter.api.Test;

/** What the parts of the forum append is what the audit counts, over their routes. */
class CountedWritesIT {
    private static final TestForum FORUM = TestForum.shared();

    private final TestMember author = FORUM.member("member");
    private final TestMember other = FORUM.member("member");
    private final TestMember moderator = FORUM.member("moderator");

    private static Answer ask(
            int status, TestMember who, String method, String path, String json, String... more) {
        Answer answer = FORUM.http().send(method, "/api/forum/" + path, json, who.credential(more));
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(status);
        return answer;
    }

    private Answer order(String method, String path, String json) {
        String[] parts = path.split("/", -1);
        long version =
                FORUM.database()
                        .number("select version from " + parts[0] + " where id = " + parts[1]);
        Answer answer =
                FORUM.http()
                        .send(
                                method,
                                "/api/forum/" + path,
                                json,
                                moderator.credential("If-Match", "\"v" + version + "\""));
        assertThat(answer.status()).as(path + " " + answer.body()).isIn(200, 202, 204);
        return answer;
    }

    private String opened(TestMember who, boolean draft) {
        return ask(
                        201,
                        who,
                        "POST",
                        "threads",
                        "{\"structureId\":\"%d\",\"title\":\"Counted\",\"body\":\"b\",\"kind\":\"question\",\"draft\":%b}"
                                .formatted(forum("min"), draft))
                .text("/id");
    }

    private static long forum(String which) {
        return FORUM.database()
                .number(
                        "select "
                                + which
                                + "(id) from forum_structure where kind = 'forum' and id <= 20");
    }

    private String replied(TestMember who, String thread, String parent) {
        String in = parent.isEmpty() ? "" : ",\"parentId\":\"" + parent + "\"";
        return ask(
                        201,
                        who,
                        "POST",
                        "threads/" + thread + "/posts",
                        "{\"body\":\"words " + System.nanoTime() + "\"" + in + "}")
                .text("/id");
    }

    /** The shared community has drafts and removals that were made by hand: they come first. */
    private static void settle() throws Exception {
        Folds.all(FORUM.platform());
        Audits.drift(FORUM.platform().database());
        Audits.drift(FORUM.platform().database());
    }

    private static void assertRight(String after) throws Exception {
        assertThat(Audits.drift(FORUM.platform().database())).as(after + ", waiting").isEmpty();
        Folds.all(FORUM.platform());
        assertThat(Audits.drift(FORUM.platform().database())).as(after + ", folded").isEmpty();
    }

    @Test
    void everyWriteMovesItsCountersAndNoOthers() throws Exception {
        settle();
        String thread = opened(author, false);
        String answer = replied(other, thread, "");
        String reply = replied(author, thread, answer);
        String last = replied(other, thread, reply);
        ask(200, other, "PUT", "threads/" + thread + "/vote", "{\"value\":1}");
        ask(200, author, "PUT", "posts/" + answer + "/vote", "{\"value\":-1}");
        FORUM.http()
                .send("PUT", "/api/forum/threads/" + thread + "/favorite", "", other.credential());
        assertRight("writing");

        ask(200, author, "PUT", "threads/" + thread + "/answer", "{\"postId\":\"" + answer + "\"}");
        assertRight("accepting");
        FORUM.http().send("DELETE", "/api/forum/posts/" + last, "", other.credential());
        assertRight("removing one's post");

        String draft = opened(author, true);
        assertRight("a draft");
        FORUM.http()
                .send(
                        "PATCH",
                        "/api/forum/threads/" + draft,
                        "{\"draft\":false}",
                        author.credential());
        assertRight("publishing it");
        FORUM.http().send("DELETE", "/api/forum/threads/" + draft, "", author.credential());
        assertRight("removing one's thread");

        order("PUT", "posts/" + reply + "/removal", "{\"reason\":\"r\"}");
        order("PUT", "posts/" + answer + "/removal", "{\"reason\":\"r\"}");
        assertRight("removal of posts, the accepted one too");
        order("DELETE", "posts/" + reply + "/removal", "");
        order("PUT", "threads/" + thread + "/removal", "{\"reason\":\"r\"}");
        assertRight("removal of a thread");
        order("DELETE", "threads/" + thread + "/removal", "");
        assertRight("restoring it");

        String target = opened(other, false);
        replied(author, target, "");
        order("POST", "threads/" + thread + "/merge", "{\"into\":\"" + target + "\"}");
        awaitMerged(thread);
        assertRight("a merge");
        order("PATCH", "threads/" + target, "{\"structureId\":\"" + forum("max") + "\"}");
        assertRight("a move");
    }

    private static void awaitMerged(String thread) throws InterruptedException {
        while (FORUM.database()
                        .number(
                                "select count(*) from threads where merged_into is not null and id = "
                                        + thread)
                == 0) {
            Thread.sleep(50);
        }
    }
}
