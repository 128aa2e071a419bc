package dev.stoa.forum.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.List;

/** Members who write in the community of the tests. */
final class Writers {
    static final TestForum FORUM = TestForum.shared();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Writers() {}

    static long forum() {
        return number("select min(id) from forum_structure where kind = 'forum'");
    }

    static long otherForum() {
        return number("select max(id) from forum_structure where kind = 'forum'");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode thread(String title) {
        return object().put("structureId", Long.toString(forum()))
                .put("title", title)
                .put("body", "The *first* post.");
    }

    static Answer open(TestMember member, ObjectNode thread) {
        return send(member, "POST", "/api/forum/threads", thread);
    }

    /** A thread that is open for answers; its id. */
    static long opened(TestMember member) {
        Answer answer = open(member, thread("A thread to write in"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return Long.parseLong(answer.text("/id"));
    }

    static Answer reply(TestMember member, long thread, String body) {
        return send(
                member,
                "POST",
                "/api/forum/threads/" + thread + "/posts",
                object().put("body", body));
    }

    static Answer answer(TestMember member, long thread, long parent, String body) {
        return send(
                member,
                "POST",
                "/api/forum/threads/" + thread + "/posts",
                object().put("body", body).put("parentId", Long.toString(parent)));
    }

    /** A post in a thread; its id. */
    static long replied(TestMember member, long thread, String body) {
        Answer answer = reply(member, thread, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return Long.parseLong(answer.text("/id"));
    }

    static long firstPost(long thread) {
        return number("select first_post_id from threads where id = " + thread);
    }

    static Answer send(
            TestMember member, String method, String path, ObjectNode body, String... headers) {
        return FORUM.http()
                .send(
                        method,
                        path,
                        body.isEmpty() ? "" : body.toString(),
                        member.credential(headers));
    }

    static Answer get(TestMember member, String path) {
        return FORUM.http().get(path, member.credential());
    }

    static long number(String sql) {
        return FORUM.database().number(sql);
    }

    static List<String> rows(String sql) {
        return FORUM.database().rows(sql);
    }

    static void execute(String sql) {
        FORUM.database().execute(sql);
    }

    /** The sum of a counter's deltas that wait to be folded, and of those that were. */
    static long posts(long thread) {
        return number(
                "select (select post_count from thread_stats where thread_id = %1$d) + coalesce(sum(posts), 0) from counter_deltas where thread_id = %1$d and post_id is null"
                        .formatted(thread));
    }

    static long participants(long thread) {
        return number(
                "select (select participant_count from thread_stats where thread_id = %1$d) + coalesce(sum(participants), 0) from counter_deltas where thread_id = %1$d and post_id is null"
                        .formatted(thread));
    }
}
