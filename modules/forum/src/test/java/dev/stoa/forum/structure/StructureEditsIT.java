package dev.stoa.forum.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Structures as moderators make, change, move and delete them. */
class StructureEditsIT {
    private static final TestForum FORUM = TestForum.shared();
    private static final TestMember MODERATOR = FORUM.member("moderator");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String ALL = "/api/forum/structures";

    private final String own = "edit-" + NUMBERS.incrementAndGet();

    private static Answer ask(String method, String path, String body, String... headers) {
        return FORUM.http().send(method, path, body, MODERATOR.credential(headers));
    }

    private static Answer edit(Answer known, String body) {
        return ask(
                "PATCH",
                ALL + '/' + known.text("/id"),
                body,
                "If-Match",
                "\"v" + known.text("/version") + '"');
    }

    private static Answer made(String body) {
        Answer made = ask("POST", ALL, body);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(ALL + '/' + made.text("/id"));
        assertThat(made.body().split("\"version\"", -1)).hasSize(2);
        return made;
    }

    private static Answer below(Answer parent, String slug) {
        return made(
                "{\"name\":\"Some\",\"slug\":\"%s\",\"parentId\":\"%s\"}"
                        .formatted(slug, parent.text("/id")));
    }

    private static Answer read(Answer known) {
        return FORUM.http().get(ALL + '/' + known.text("/id"));
    }

    @Test
    void aMovedStructureTakesThePathsOfAllBelowItAlong() {
        Answer from = made("{\"name\":\"From\",\"slug\":\"%s-from\"}".formatted(own));
        Answer to = made("{\"name\":\"To\",\"slug\":\"%s-to\"}".formatted(own));
        Answer moved = below(from, "moved");
        Answer child = below(moved, "child");
        Answer deep = below(child, "deep");
        Answer twin = below(from, "moved-not");

        Answer answer =
                edit(moved, "{\"parentId\":\"%s\",\"slug\":\"here\"}".formatted(to.text("/id")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("/version")).isEqualTo("1");
        assertThat(read(deep).text("/path")).isEqualTo(own + "-to/here/child/deep");
        assertThat(read(twin).text("/path")).isEqualTo(own + "-from/moved-not");
        assertThat(read(to).json().at("/children").size()).isEqualTo(1);

        Answer root = edit(answer, "{\"parentId\":null,\"slug\":\"%s-root\"}".formatted(own));
        assertThat(root.text("/path")).isEqualTo(own + "-root");
        assertThat(read(child).text("/path")).isEqualTo(own + "-root/child");
        assertThat(
                        FORUM.database()
                                .rows(
                                        "select action, details from modlog where target_type = 'structure' and target_id = %s order by id"
                                                .formatted(moved.text("/id")))
                                .getLast())
                .isEqualTo(
                        "structure-changed|{\"path\":[\"%1$s-to/here\",\"%1$s-root\"]}"
                                .formatted(own));
    }

    @Test
    void aStructureIsNotMovedBelowItselfOrItsOwn() {
        Answer top = made("{\"name\":\"Top\",\"slug\":\"%s\"}".formatted(own));
        Answer child = below(below(top, "a"), "b");
        for (Answer parent : new Answer[] {top, child}) {
            Answer refused = edit(top, "{\"parentId\":\"%s\"}".formatted(parent.text("/id")));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/errors/0/code")).isEqualTo("cycle");
        }
        assertThat(edit(top, "{\"parentId\":\"999999999\"}").status()).isEqualTo(422);
        assertThat(edit(top, "{\"slug\":\"Not a slug\"}").status()).isEqualTo(422);
        assertThat(edit(child, "{\"kind\":\"zone\"}").text("/errors/0/code"))
                .isEqualTo("misplaced");
    }

    @Test
    void siblingsHaveSlugsOfTheirOwn() {
        made("{\"name\":\"One\",\"slug\":\"%s\"}".formatted(own));
        Answer other = made("{\"name\":\"Other\",\"slug\":\"%s-o\"}".formatted(own));
        Answer twin = ask("POST", ALL, "{\"name\":\"Two\",\"slug\":\"%s\"}".formatted(own));
        assertThat(twin.status()).isEqualTo(409);
        assertThat(twin.text("/code")).isEqualTo("slug-taken");
        assertThat(edit(other, "{\"slug\":\"%s\"}".formatted(own)).status()).isEqualTo(409);
    }

    @Test
    void theVersionMustBeTheOneSeenAndAnEditThatChangesNothingIsNone() {
        Answer known = made("{\"name\":\"One\",\"slug\":\"%s\"}".formatted(own));
        String path = ALL + '/' + known.text("/id");
        assertThat(ask("PATCH", path, "{\"name\":\"New\"}").status()).isEqualTo(428);
        assertThat(ask("PATCH", path, "{\"name\":\"New\"}", "If-Match", "\"v4\"").status())
                .isEqualTo(412);
        assertThat(edit(known, "{\"name\":\"One\"}").text("/version")).isEqualTo("0");
        assertThat(edit(known, "{\"name\":\"New\",\"position\":7}").text("/version"))
                .isEqualTo("1");
        assertThat(read(known).text("/name")).isEqualTo("New");
        assertThat(read(known).text("/position")).isEqualTo("7");
    }

    @Test
    void onlyWhatIsEmptyIsDeleted() {
        Answer top = made("{\"name\":\"Top\",\"slug\":\"%s\"}".formatted(own));
        Answer child = below(top, "child");
        String[] first = {"If-Match", "\"v0\""};
        String path = ALL + '/' + top.text("/id");
        Answer refused = ask("DELETE", path, "", first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("structure-not-empty");
        assertThat(ask("DELETE", ALL + '/' + child.text("/id"), "", first).status()).isEqualTo(204);
        FORUM.database()
                .execute(
                        "insert into threads (structure_id, title, slug, is_removed) values (%s, 't', 't', true)"
                                .formatted(top.text("/id")));
        assertThat(ask("DELETE", path, "", first).status()).isEqualTo(409);
        FORUM.database().execute("delete from threads where structure_id = " + top.text("/id"));
        assertThat(ask("DELETE", path, "").status()).isEqualTo(428);
        assertThat(ask("DELETE", path, "", first).status()).isEqualTo(204);
        assertThat(read(top).status()).isEqualTo(404);
        assertThat(ask("DELETE", path, "", first).status()).isEqualTo(404);
    }

    @Test
    void nobodyAsksForARoleBeyondTheirOwnAndMembersForNone() {
        assertThat(ask("POST", ALL, "{\"name\":\"x\",\"readRole\":\"admin\"}").status())
                .isEqualTo(403);
        TestMember member = FORUM.member("member");
        assertThat(FORUM.http().send("POST", ALL, "{\"name\":\"x\"}", member.credential()).status())
                .isEqualTo(403);
    }

    @Test
    void theSameRequestSentTwiceMakesOne() {
        String body = "{\"name\":\"%s\"}".formatted(own);
        Answer first = ask("POST", ALL, body, "Idempotency-Key", own);
        Answer again = ask("POST", ALL, body, "Idempotency-Key", own);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }
}
