package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerSessionsIT {
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

    @Test
    void aSessionIsOpenedStartedKeptAliveAndEnded() {
        Answer opened =
                anna.send(
                        "POST",
                        SESSIONS,
                        "{\"peer\":\"%s\",\"topic\":\"chess\",\"meta\":{\"rated\":true}}"
                                .formatted(String.valueOf(bo.address()).replace("a", "A")));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        String session = opened.header("Location");
        assertThat(session).isEqualTo(SESSIONS + "/" + opened.text("/id"));
        assertThat(opened.text("/status")).isEqualTo("pending");
        assertThat(opened.text("/bAddr")).isEqualTo(bo.address());
        assertThat(opened.text("/bId")).isEqualTo(Long.toString(bo.id()));
        assertThat(opened.text("/meta/rated")).isEqualTo("true");

        Answer started = bo.post(session + "/start");
        assertThat(started.status()).as(started.body()).isEqualTo(200);
        assertThat(started.text("/status")).isEqualTo("active");
        assertThat(anna.post(session + "/heartbeat").status()).isEqualTo(204);
        Answer found = bo.get(session);
        assertThat(found.text("/aSeenAt")).isNotEmpty();
        assertThat(found.text("/bSeenAt")).isNotEmpty();

        Answer ended = anna.post(session + "/end");
        assertThat(ended.text("/status")).isEqualTo("ended");
        assertThat(ended.text("/endedBy")).isEqualTo(Long.toString(anna.id()));
        assertThat(ended.text("/version")).isEqualTo("2");
        assertThat(bo.get(session).text("/aSeenAt")).isEmpty();
        assertThat(
                        database.number(
                                "select count(*) from session_presence where session_id = "
                                        + opened.text("/id")))
                .isZero();
    }

    @Test
    void whoOpenedASessionCannotStartItAndNobodyMovesOneThatIsOver() {
        String session = SESSIONS + "/" + anna.opens(bo);
        assertThat(anna.post(session + "/start").status()).isEqualTo(403);
        assertThat(bo.post(session + "/heartbeat").text("/code")).isEqualTo("illegal-move");
        assertThat(bo.post(session + "/end").status()).isEqualTo(200);
        for (String move : List.of("start", "heartbeat", "end")) {
            Answer answer = bo.post(session + "/" + move);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("/code")).isEqualTo("illegal-move");
            assertThat(answer.text("/detail")).contains("ended");
        }
        assertThat(bo.send("PATCH", session, "{\"topic\":\"late\"}").status()).isEqualTo(409);
    }

    @Test
    void aPendingSessionIsNotStartedAfterItsTime() {
        String id = anna.opens(bo);
        database.execute(
                "update peer_sessions set expires_at = now() - interval '1 s' where id = " + id);

        Answer answer = bo.post(SESSIONS + "/" + id + "/start");

        assertThat(answer.text("/code")).isEqualTo("illegal-move");
        assertThat(answer.text("/detail")).contains("expired");
        assertThat(anna.get(SESSIONS + "/" + id).text("/status")).isEqualTo("pending");
    }

    @Test
    void othersKnowOfNoneOfItAndModeratorsOnlyLook() {
        String session = SESSIONS + "/" + anna.opens(bo);
        Member carl = Folk.member(database, node);
        Member moderator = Folk.moderator(database, node);

        assertThat(carl.get(session).status()).isEqualTo(404);
        assertThat(carl.send("PATCH", session, "{\"topic\":\"mine\"}").status()).isEqualTo(404);
        for (String move : List.of("start", "heartbeat", "end")) {
            assertThat(carl.post(session + "/" + move).status()).as(move).isEqualTo(404);
            assertThat(moderator.post(session + "/" + move).status()).as(move).isEqualTo(404);
        }
        assertThat(moderator.get(session).status()).isEqualTo(200);
        assertThat(node.http().get(session).status()).isEqualTo(401);
        assertThat(anna.get(session).text("/version")).isEqualTo("0");
    }

    @Test
    void aSessionTakesTwoAddressesThatAreNotTheSame() {
        Member walletless = Folk.withoutAddress(database, node, Role.MEMBER);

        assertThat(walletless.send("POST", SESSIONS, peer(anna)).text("/code"))
                .isEqualTo("address-needed");
        Answer self = anna.send("POST", SESSIONS, peer(anna));
        assertThat(self.status()).isEqualTo(422);
        assertThat(self.text("/errors/0/pointer")).isEqualTo("/peer");
        assertThat(anna.send("POST", SESSIONS, "{\"peer\":\"0xff\"}").status()).isEqualTo(422);
        Answer more =
                anna.send(
                        "POST",
                        SESSIONS,
                        "{\"peer\":\"%s\",\"status\":\"active\",\"aAddr\":\"%s\"}"
                                .formatted(bo.address(), bo.address()));
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.json().at("/errors")).hasSize(2);
    }

    private static String peer(Member member) {
        return "{\"peer\":\"" + member.address() + "\"}";
    }

    @Test
    void aSessionMayBeOpenedToAnAddressNobodyHasYet() {
        String address = "0x00000000000000000000000000000000deadbeef";
        Answer opened = anna.send("POST", SESSIONS, "{\"peer\":\"" + address + "\"}");
        assertThat(opened.text("/bId")).isEmpty();
        Member late = Folk.withoutAddress(database, node, Role.MEMBER);
        database.execute(
                "update users set address = '%s' where id = %d".formatted(address, late.id()));

        Answer started = late.post(opened.header("Location") + "/start");

        assertThat(started.status()).as(started.body()).isEqualTo(200);
        assertThat(started.text("/bId")).isEqualTo(Long.toString(late.id()));
    }

    @Test
    void twoAddressesHaveOneActiveSession() {
        String first = anna.opens(bo);
        String second = bo.opens(anna);
        bo.post(SESSIONS + "/" + first + "/start");

        Answer third = bo.send("POST", SESSIONS, peer(anna));
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.text("/code")).isEqualTo("active-session-exists");
        assertThat(third.text("/detail")).contains(first);
        assertThat(anna.post(SESSIONS + "/" + second + "/start").text("/code"))
                .isEqualTo("active-session-exists");
        bo.post(SESSIONS + "/" + first + "/end");
        assertThat(anna.post(SESSIONS + "/" + second + "/start").status()).isEqualTo(200);
    }

    @Test
    void aChangeHonoursTheVersionAndLeavesWhatIsNotNamed() {
        String session = SESSIONS + "/" + anna.opens(bo);

        Answer changed = bo.send("PATCH", session, "{\"topic\":\"go\"}", "If-Match", "\"v0\"");
        assertThat(changed.text("/topic")).isEqualTo("go");
        assertThat(changed.text("/version")).isEqualTo("1");
        assertThat(bo.send("PATCH", session, "{\"topic\":\"x\"}", "If-Match", "\"v0\"").status())
                .isEqualTo(412);
        Answer meta = anna.send("PATCH", session, "{\"meta\":{\"a\":[1]}}");
        assertThat(meta.text("/topic")).isEqualTo("go");
        assertThat(meta.json().at("/meta/a/0").asInt()).isEqualTo(1);
        assertThat(anna.send("PATCH", session, "{\"topic\":null}").json().at("/topic").isNull())
                .isTrue();
        assertThat(anna.send("PATCH", session, "{\"status\":\"ended\"}").status()).isEqualTo(422);
    }

    @Test
    void aChangeThatNamesNothingChangesNothingAndNullClearsMeta() {
        String session = SESSIONS + "/" + anna.opens(bo);
        anna.send("PATCH", session, "{\"topic\":\"go\",\"meta\":{\"a\":1}}");

        Answer nothing = anna.send("PATCH", session, "{}");
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.text("/version")).isEqualTo("1");
        assertThat(nothing.text("/meta/a")).isEqualTo("1");
        Answer cleared = anna.send("PATCH", session, "{\"meta\":null}");
        assertThat(cleared.text("/version")).isEqualTo("2");
        assertThat(cleared.json().at("/meta")).isEmpty();
        assertThat(cleared.text("/topic")).isEqualTo("go");
    }

    @Test
    void startAndEndHonourTheVersion() {
        String session = SESSIONS + "/" + anna.opens(bo);
        anna.send("PATCH", session, "{\"topic\":\"go\"}");

        for (String move : List.of("start", "end")) {
            Answer late = bo.send("POST", session + "/" + move, "", "If-Match", "\"v0\"");
            assertThat(late.status()).as(move).isEqualTo(412);
            assertThat(late.text("/code")).isEqualTo("version-mismatch");
        }
        assertThat(bo.get(session).text("/status")).isEqualTo("pending");
        assertThat(bo.send("POST", session + "/start", "", "If-Match", "\"v1\"").status())
                .isEqualTo(200);
        assertThat(bo.send("POST", session + "/end", "", "If-Match", "\"v2\"").status())
                .isEqualTo(200);
    }

    @Test
    void theSessionsOfAMemberWhoGoesEndWithThem() {
        Member carl = Folk.member(database, node);
        String over = SESSIONS + "/" + anna.opens(bo);
        bo.post(over + "/end");
        String active = SESSIONS + "/" + anna.opens(bo);
        bo.post(active + "/start");
        String asked = SESSIONS + "/" + anna.opens(carl);
        String asking = SESSIONS + "/" + carl.opens(anna);
        String others = SESSIONS + "/" + carl.opens(bo);
        assertThat(bo.get(SESSIONS + "/active").json().at("/items")).hasSize(1);

        Answer gone =
                node.http()
                        .send(
                                "DELETE",
                                "/api/sessions/me",
                                "",
                                "Authorization",
                                "Bearer " + TestNode.token(database, anna.id()));

        assertThat(gone.status()).as(gone.body()).isEqualTo(204);
        assertThat(bo.get(SESSIONS + "/active").json().at("/items")).isEmpty();
        for (Answer ended : List.of(bo.get(active), carl.get(asked), carl.get(asking))) {
            assertThat(ended.text("/status")).isEqualTo("ended");
            assertThat(ended.text("/endedBy")).isEqualTo(Long.toString(anna.id()));
            assertThat(ended.text("/endedAt")).isNotEmpty();
        }
        assertThat(carl.get(others).text("/status")).isEqualTo("pending");
        assertThat(bo.get(over).text("/endedBy")).isEqualTo(Long.toString(bo.id()));
        assertThat(
                        database.number(
                                "select count(*) from session_presence where session_id = "
                                        + active.substring(active.lastIndexOf('/') + 1)))
                .isZero();
    }

    @Test
    void aRepeatedRequestHasOneEffect() {
        String[] key = {"Idempotency-Key", "k-" + anna.id()};
        Answer first = anna.send("POST", SESSIONS, peer(bo), key);
        Answer again = anna.send("POST", SESSIONS, peer(bo), key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        String start = first.header("Location") + "/start";
        assertThat(bo.send("POST", start, "", "Idempotency-Key", "s").status()).isEqualTo(200);
        assertThat(bo.send("POST", start, "", "Idempotency-Key", "s").status()).isEqualTo(200);
        assertThat(bo.post(start).status()).isEqualTo(409);
    }

    @Test
    void activeSessionsAreCachedUntilOneOfThemChanges() {
        String active = SESSIONS + "/active";
        assertThat(anna.get(active).json().at("/items")).isEmpty();
        String id = anna.opens(bo);
        bo.post(SESSIONS + "/" + id + "/start");

        Answer first = anna.get(active);
        assertThat(first.text("/items/0/id")).isEqualTo(id);
        Answer warm = anna.get(active);
        assertThat(warm.statements()).isZero();
        Member moderator = Folk.moderator(database, node);
        assertThat(moderator.get(active).json().at("/items")).isEmpty();
        assertThat(moderator.get(active + "?address=" + bo.address()).text("/items/0/id"))
                .isEqualTo(id);
        Member carl = Folk.member(database, node);
        assertThat(carl.get(active + "?address=" + bo.address()).json().at("/items")).isEmpty();

        anna.send("PATCH", SESSIONS + "/" + id, "{\"topic\":\"tea\"}");
        assertThat(bo.get(active).text("/items/0/topic")).isEqualTo("tea");
        bo.post(SESSIONS + "/" + id + "/end");
        assertThat(anna.get(active).json().at("/items")).isEmpty();
        assertThat(moderator.get(active + "?address=" + bo.address()).json().at("/items"))
                .isEmpty();
    }

    @Test
    void aHeartbeatIsOneStatementOnTheNarrowRow() {
        String id = anna.opens(bo);
        bo.post(SESSIONS + "/" + id + "/start");
        anna.post(SESSIONS + "/" + id + "/heartbeat");
        String row = "select xmin from peer_sessions where id = " + id;
        List<String> before = database.rows(row);

        assertThat(anna.post(SESSIONS + "/" + id + "/heartbeat").statements()).isEqualTo(1);
        assertThat(database.rows(row)).isEqualTo(before);
        assertThat(bo.get(SESSIONS + "/" + id).statements()).isEqualTo(1);
    }
}
