package dev.stoa.sessions.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlocksIT {
    private static final String BLOCKS = "/api/sessions/blocks";
    private static final String SESSIONS = "/api/sessions/sessions";

    private static TestDatabase database;
    private static TestNode node;

    private Member anna;
    private Member bo;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database, "rate-limits.profile", "off", "jobs.enabled", "false");
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    @BeforeEach
    void members() {
        anna = Folk.member(database, node);
        bo = Folk.member(database, node);
    }

    private static String peer(Member member) {
        return "{\"peer\":\"" + member.address() + "\"}";
    }

    @Test
    void aBlockEndsTheSessionAndForbidsOthersBothWays() {
        String session = SESSIONS + "/" + anna.opens(bo);
        bo.post(session + "/start");
        String waiting =
                SESSIONS
                        + "/"
                        + database.number(
                                "insert into peer_sessions (a_addr, b_addr, expires_at) values ('%s', '%s', now() + interval '1 h') returning id"
                                        .formatted(bo.address(), anna.address()));

        Answer put = anna.send("PUT", BLOCKS + "/" + bo.address(), "{\"reason\":\"rude\"}");

        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.text("/memberId")).isEqualTo(Long.toString(bo.id()));
        Answer ended = bo.get(session);
        assertThat(ended.text("/status")).isEqualTo("ended");
        assertThat(ended.text("/endedBy")).isEqualTo(Long.toString(anna.id()));
        for (Answer refused :
                List.of(
                        anna.send("POST", SESSIONS, peer(bo)),
                        bo.send("POST", SESSIONS, peer(anna)),
                        anna.post(waiting + "/start"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/code")).isEqualTo("blocked");
        }
        assertThat(anna.send("DELETE", BLOCKS + "/" + bo.address(), "").status()).isEqualTo(204);
        assertThat(anna.send("DELETE", BLOCKS + "/" + bo.address(), "").status()).isEqualTo(204);
        assertThat(bo.send("POST", SESSIONS, peer(anna)).status()).isEqualTo(201);
    }

    @Test
    void aBlockIsPutOnceAndSaysWhatWasSaidLast() {
        String path = BLOCKS + "/" + bo.address();
        assertThat(anna.send("PUT", path, "{\"reason\":\"a\"}").status()).isEqualTo(201);
        Answer again = anna.send("PUT", path, "{\"expiresAt\":\"2099-01-01T00:00:00Z\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/reason")).isEmpty();
        assertThat(again.text("/expiresAt")).startsWith("2099-01-01");
        assertThat(anna.send("PUT", BLOCKS + "/members/" + bo.id(), "{}").status()).isEqualTo(200);
        assertThat(anna.get(BLOCKS).json().at("/items")).hasSize(1);
        assertThat(anna.send("PUT", path, "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}").status())
                .isEqualTo(422);
        assertThat(anna.send("PUT", BLOCKS + "/" + anna.address(), "{}").status()).isEqualTo(422);
        assertThat(anna.send("PUT", BLOCKS + "/nobody", "{}").status()).isEqualTo(400);
        assertThat(bo.get(BLOCKS).json().at("/items")).isEmpty();
    }

    @Test
    void aBlockOfAMemberDoesNotTellTheirAddress() {
        String path = BLOCKS + "/members/" + bo.id();

        Answer put = anna.send("PUT", path, "{}");
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.text("/memberId")).isEqualTo(Long.toString(bo.id()));
        assertThat(put.body()).doesNotContain(bo.address());
        assertThat(anna.send("PUT", path, "{}").body()).doesNotContain(bo.address());
        assertThat(anna.get(BLOCKS).body()).doesNotContain(bo.address());
        assertThat(bo.send("POST", SESSIONS, peer(anna)).text("/code")).isEqualTo("blocked");

        Answer named = anna.send("PUT", BLOCKS + "/" + bo.address(), "{}");
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.text("/address")).isEqualTo(bo.address());
        assertThat(anna.send("PUT", path, "{}").text("/address")).isEqualTo(bo.address());
        assertThat(anna.get(BLOCKS).json().at("/items")).hasSize(1);
        assertThat(anna.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(bo.send("POST", SESSIONS, peer(anna)).status()).isEqualTo(201);
    }

    @Test
    void aMemberWithoutAWalletCanBeBlockedAndUnblocked() {
        Member carl = Folk.withoutAddress(database, node, Role.MEMBER);
        String path = BLOCKS + "/members/" + carl.id();

        Answer put = anna.send("PUT", path, "{}");
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.text("/address")).isEmpty();
        assertThat(anna.send("PUT", BLOCKS + "/members/999999999", "{}").status()).isEqualTo(404);
        database.execute(
                "update users set address = '0x%040x' where id = %d"
                        .formatted(carl.id(), carl.id()));
        Answer check = anna.get(BLOCKS + "/check?addresses=0x%040x".formatted(carl.id()));
        assertThat(check.json().at("/items/0/blocking").asBoolean()).isTrue();
        assertThat(anna.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(anna.get(BLOCKS).json().at("/items")).isEmpty();
    }

    @Test
    void aBlockWhoseTimeIsOverIsNone() {
        anna.send("PUT", BLOCKS + "/" + bo.address(), "{}");
        database.execute(
                "update blocks set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where blocker_id = "
                        + anna.id());

        assertThat(anna.get(BLOCKS).json().at("/items")).isEmpty();
        assertThat(bo.send("POST", SESSIONS, peer(anna)).status()).isEqualTo(201);
        assertThat(
                        bo.get(BLOCKS + "/check?addresses=" + anna.address())
                                .json()
                                .at("/items/0/blocked")
                                .asBoolean())
                .isFalse();
        assertThat(anna.send("PUT", BLOCKS + "/" + bo.address(), "{}").status()).isEqualTo(200);
        assertThat(anna.get(BLOCKS).json().at("/items")).hasSize(1);
    }

    @Test
    void aHundredAddressesAreCheckedByOneStatementInTheOrderAsked() {
        anna.send("PUT", BLOCKS + "/" + bo.address(), "{}");
        Member carl = Folk.member(database, node);
        carl.send("PUT", BLOCKS + "/" + anna.address(), "{}");
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            addresses.add("0xee%038x".formatted(i));
        }
        addresses.add(5, String.valueOf(bo.address()));
        addresses.add(50, String.valueOf(carl.address()));

        Answer check = anna.get(BLOCKS + "/check?addresses=" + String.join(",", addresses));

        assertThat(check.status()).as(check.body()).isEqualTo(200);
        assertThat(check.statements()).isEqualTo(1);
        List<String> found = new ArrayList<>();
        check.json()
                .at("/items")
                .forEach(
                        item ->
                                found.add(
                                        item.get("address").asText()
                                                + item.get("blocking")
                                                + item.get("blockedBy")
                                                + item.get("blocked")));
        List<String> expected = new ArrayList<>();
        for (String address : addresses) {
            boolean blocking = address.equals(bo.address());
            boolean blockedBy = address.equals(carl.address());
            expected.add(address + blocking + blockedBy + (blocking || blockedBy));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(anna.get(BLOCKS + "/check?addresses=" + addresses.getFirst()).statements())
                .isEqualTo(1);
        assertThat(anna.get(BLOCKS + "/check").status()).isEqualTo(400);
        addresses.add(bo.address());
        assertThat(anna.get(BLOCKS + "/check?addresses=" + String.join(",", addresses)).status())
                .isEqualTo(400);
    }

    @Test
    void theListIsWalkedBothWaysThoughManyAreOfOneMoment() {
        database.execute(
                """
                insert into blocks (blocker_id, blocked, blocked_addr, created_at)
                select %d, a, a, timestamptz '2026-01-01Z' + interval '1 day' * (n / 9)
                  from generate_series(1, 60) n cross join lateral (select '0xbb' || lpad(to_hex(n), 38, '0') as a) x
                """
                        .formatted(anna.id()));
        List<String> expected =
                database.rows(
                        "select blocked from blocks where blocker_id = %d order by created_at desc, hashtextextended(blocked, 0) desc"
                                .formatted(anna.id()));
        Answer page = anna.get(BLOCKS + "?limit=7");
        List<String> there = new ArrayList<>(addresses(page));
        while (!page.text("/page/next").isEmpty()) {
            page = anna.get(BLOCKS + "?limit=7&after=" + page.text("/page/next"));
            there.addAll(addresses(page));
        }
        List<String> back = new ArrayList<>(addresses(page).reversed());
        while (!page.text("/page/prev").isEmpty()) {
            page = anna.get(BLOCKS + "?limit=7&before=" + page.text("/page/prev"));
            back.addAll(addresses(page).reversed());
        }
        Collections.reverse(back);

        assertThat(there).isEqualTo(expected);
        assertThat(back).isEqualTo(expected);
        assertThat(anna.get(BLOCKS + "?limit=100").statements()).isEqualTo(1);
        assertThat(anna.get(BLOCKS + "?limit=5").statements()).isEqualTo(1);
    }

    private static List<String> addresses(Answer page) {
        List<String> addresses = new ArrayList<>();
        page.json().at("/items").forEach(item -> addresses.add(item.get("address").asText()));
        return addresses;
    }
}
