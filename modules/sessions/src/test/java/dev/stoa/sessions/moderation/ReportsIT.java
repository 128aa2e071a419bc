package dev.stoa.sessions.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsIT {
    private static final String REPORTS = "/api/sessions/reports";

    private static TestDatabase database;
    private static TestNode node;

    private Member anna;
    private Member bo;
    private Member moderator;

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
        moderator = Folk.moderator(database, node);
    }

    private static Answer report(Member reporter, String type, Object id) {
        return reporter.send(
                "POST",
                REPORTS,
                "{\"targetType\":\"%s\",\"targetId\":\"%s\",\"reason\":\"spam\",\"details\":\"line\\nline\"}"
                        .formatted(type, id));
    }

    @Test
    void aSessionIsReportedByItsOwnSidesAndMarked() {
        String session = anna.opens(bo);
        Member carl = Folk.member(database, node);

        assertThat(report(carl, "session", session).status()).isEqualTo(404);
        assertThat(anna.get("/api/sessions/sessions/" + session).text("/reported"))
                .isEqualTo("false");
        Answer made = report(anna, "session", session);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(REPORTS + "/" + made.text("/id"));
        assertThat(made.text("/sessionId")).isEqualTo(session);
        assertThat(anna.get("/api/sessions/sessions/" + session).text("/reported"))
                .isEqualTo("true");
        assertThat(report(bo, "session", session).status()).isEqualTo(201);
    }

    @Test
    void oneMemberHasOneOpenReportOfOneThing() {
        Answer first = report(anna, "member", bo.id());
        Answer again = report(anna, "member", bo.id());

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("already-reported");
        decide(first.text("/id"), 0);
        assertThat(report(anna, "member", bo.id()).status()).isEqualTo(201);
        assertThat(report(anna, "member", anna.id()).status()).isEqualTo(422);
        for (String type : List.of("member", "thread", "post", "session")) {
            assertThat(report(anna, type, 987654321).status()).as(type).isEqualTo(404);
        }
        assertThat(report(anna, "zone", 1).status()).isEqualTo(422);
        Answer more =
                anna.send(
                        "POST",
                        REPORTS,
                        "{\"targetType\":\"member\",\"targetId\":\"%d\",\"reason\":\"spam\",\"status\":\"resolved\",\"reporterId\":\"1\"}"
                                .formatted(moderator.id()));
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.json().at("/errors")).hasSize(2);
    }

    private Answer decide(String id, int version) {
        return decide(moderator, id, version);
    }

    private static Answer decide(Member by, String id, int version) {
        return by.send(
                "PUT",
                REPORTS + "/" + id + "/resolution",
                "{\"status\":\"resolved\",\"resolution\":\"warned\"}",
                "If-Match",
                "\"v" + version + "\"");
    }

    @Test
    void onlyModeratorsDecideAndOnlyOnTheVersionTheyRead() {
        String report = REPORTS + "/" + report(anna, "member", bo.id()).text("/id");
        String decision = "{\"status\":\"dismissed\",\"resolution\":\"nothing to it\"}";
        String assignment = "{\"assignee\":\"" + moderator.id() + "\"}";
        String[] v0 = {"If-Match", "\"v0\""};

        for (Member member : List.of(anna, bo)) {
            assertThat(member.send("PUT", report + "/resolution", decision, v0).status())
                    .isEqualTo(403);
            assertThat(member.send("PUT", report + "/assignee", assignment, v0).status())
                    .isEqualTo(403);
            assertThat(member.get(REPORTS + "/stats").status()).isEqualTo(403);
        }
        assertThat(moderator.send("PUT", report + "/resolution", decision).status()).isEqualTo(428);
        Answer any = moderator.send("PUT", report + "/resolution", decision, "If-Match", "*");
        assertThat(any.status()).isEqualTo(428);
        assertThat(any.text("/detail")).contains("* names no version");
        assertThat(moderator.send("PUT", report + "/assignee", assignment, v0).text("/assigneeId"))
                .isEqualTo(Long.toString(moderator.id()));
        assertThat(moderator.send("PUT", report + "/resolution", decision, v0).status())
                .isEqualTo(412);
        Answer decided =
                moderator.send("PUT", report + "/resolution", decision, "If-Match", "\"v1\"");
        assertThat(decided.text("/status")).isEqualTo("dismissed");
        assertThat(decided.text("/resolvedBy")).isEqualTo(Long.toString(moderator.id()));
        Answer own = anna.get(report);
        assertThat(own.text("/resolution")).isEqualTo("nothing to it");
        assertThat(own.text("/resolvedBy")).isEmpty();
        assertThat(own.text("/assigneeId")).isEmpty();
    }

    @Test
    void nobodyDecidesOnWhatIsAboutThem() {
        Member other = Folk.moderator(database, node);
        String address = "0xdd%038x".formatted(moderator.id());
        database.execute(
                "update users set address = '%s' where id = %d".formatted(address, moderator.id()));
        long thread =
                database.number(
                        """
                        with place as (insert into forum_structure (kind, slug, name, path) values ('forum', 'r', 'r', 'r') returning id)
                        insert into threads (structure_id, user_id, title, slug) select id, %d, 'r', 'r' from place
                        returning id
                        """
                                .formatted(moderator.id()));
        long post = post(thread, 1, moderator.id());
        long foreign = post(thread, 2, bo.id());
        long session =
                database.number(
                        "insert into peer_sessions (a_addr, b_addr, expires_at) values ('%s', '%s', now()) returning id"
                                .formatted(anna.address(), address));

        for (String target :
                List.of(
                        "'member', " + moderator.id(),
                        "'session', " + session,
                        "'thread', " + thread,
                        "'post', " + post)) {
            String id = Long.toString(reported(target));
            assertThat(decide(id, 0).status()).as(target).isEqualTo(403);
            assertThat(other.get(REPORTS + "/" + id).text("/status")).isEqualTo("open");
            assertThat(decide(other, id, 0).status()).as(target).isEqualTo(200);
        }
        assertThat(decide(Long.toString(reported("'post', " + foreign)), 0).status())
                .isEqualTo(200);
    }

    private static long post(long thread, int number, long author) {
        return database.number(
                "insert into posts (thread_id, post_number, path, user_id, body, body_html) values (%1$d, %2$d, '%2$d', %3$d, '', '') returning id"
                        .formatted(thread, number, author));
    }

    private long reported(String target) {
        return database.number(
                "insert into reports (reporter_id, target_type, target_id, reason) values (%d, %s, 'spam') returning id"
                        .formatted(anna.id(), target));
    }

    @Test
    void anAssigneeIsAModeratorOrNobody() {
        String path = REPORTS + "/" + report(anna, "member", bo.id()).text("/id") + "/assignee";

        Answer wrong =
                moderator.send(
                        "PUT", path, "{\"assignee\":\"" + bo.id() + "\"}", "If-Match", "\"v0\"");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/assignee");
        assertThat(moderator.send("PUT", path, "{}", "If-Match", "\"v0\"").status()).isEqualTo(422);
        Answer nobody = moderator.send("PUT", path, "{\"assignee\":null}", "If-Match", "\"v0\"");
        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.json().at("/assigneeId").isNull()).isTrue();
        assertThat(
                        moderator
                                .send(
                                        "PUT",
                                        REPORTS + "/987654321/assignee",
                                        "{\"assignee\":null}",
                                        "If-Match",
                                        "\"v0\"")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void membersSeeTheirOwnReportsAndModeratorsAll() {
        String id = report(anna, "member", bo.id()).text("/id");

        assertThat(anna.get(REPORTS + "/" + id).status()).isEqualTo(200);
        assertThat(bo.get(REPORTS + "/" + id).status()).isEqualTo(404);
        assertThat(moderator.get(REPORTS + "/" + id).status()).isEqualTo(200);
        assertThat(anna.get(REPORTS).json().at("/items")).hasSize(1);
        assertThat(bo.get(REPORTS).json().at("/items")).isEmpty();
        assertThat(bo.get(REPORTS + "?reporter=" + anna.id()).json().at("/items")).isEmpty();
        assertThat(bo.get(REPORTS + "?targetType=member&targetId=" + bo.id()).json().at("/items"))
                .isEmpty();
        assertThat(anna.get(REPORTS + "?assignee=" + moderator.id()).json().at("/items")).isEmpty();
        assertThat(anna.get(REPORTS + "?targetId=1").status()).isEqualTo(400);
    }

    @Test
    void everyFilterFindsWhatPlainSqlFindsBothWays() {
        database.execute(
                """
                insert into reports (reporter_id, target_type, target_id, reason, status, assignee_id, created_at)
                select %1$d + n %% 3, (array['member', 'thread', 'post'])[n %% 3 + 1], n %% 5,
                       (array['spam', 'abuse', 'fraud'])[n %% 3 + 1], (array['resolved', 'dismissed'])[n %% 2 + 1],
                       case when n %% 4 = 0 then %2$d end, timestamptz '2026-02-01Z' + interval '1 day' * (n / 10)
                  from generate_series(1, 150) n;
                insert into reports (reporter_id, target_type, target_id, reason, created_at)
                select %1$d, 'post', 1000 + n, 'other', timestamptz '2026-02-05Z' from generate_series(1, 40) n
                """
                        .formatted(anna.id(), moderator.id()));
        Map<String, String> filters =
                Map.of(
                        "",
                        "true",
                        "&status=open",
                        "status = 'open'",
                        "&status=dismissed&reason=abuse",
                        "status = 'dismissed' and reason = 'abuse'",
                        "&reason=fraud",
                        "reason = 'fraud'",
                        "&reporter=" + anna.id(),
                        "reporter_id = " + anna.id(),
                        "&assignee=" + moderator.id(),
                        "assignee_id = " + moderator.id(),
                        "&targetType=post",
                        "target_type = 'post'",
                        "&targetType=member&targetId=3",
                        "target_type = 'member' and target_id = 3",
                        "&from=2026-02-03T00%3A00%3A00Z&to=2026-02-07T00%3A00%3A00Z",
                        "created_at >= '2026-02-03Z' and created_at < '2026-02-07Z'");
        filters.forEach(
                (query, where) -> {
                    List<String> expected =
                            database.rows(
                                    "select id from reports where "
                                            + where
                                            + " order by created_at desc, id desc");
                    assertThat(walked(query)).as(query).isNotEmpty().isEqualTo(expected);
                    int few = moderator.get(REPORTS + "?limit=5" + query).statements();
                    assertThat(few).isEqualTo(1);
                    assertThat(moderator.get(REPORTS + "?limit=100" + query).statements())
                            .isEqualTo(few);
                });
        statistics();
    }

    /** Forwards to the end and back again: the way back must meet the same. */
    private List<String> walked(String query) {
        Answer page = moderator.get(REPORTS + "?limit=13" + query);
        List<String> there = new ArrayList<>(ids(page));
        while (!page.text("/page/next").isEmpty()) {
            page =
                    moderator.get(
                            REPORTS + "?limit=13" + query + "&after=" + page.text("/page/next"));
            there.addAll(ids(page));
        }
        List<String> back = new ArrayList<>(ids(page));
        while (!page.text("/page/prev").isEmpty()) {
            page =
                    moderator.get(
                            REPORTS + "?limit=13" + query + "&before=" + page.text("/page/prev"));
            back.addAll(0, ids(page));
        }
        assertThat(back).as(query).isEqualTo(there);
        return there;
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().at("/items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private void statistics() {
        Answer stats = moderator.get(REPORTS + "/stats");
        assertThat(stats.text("/total"))
                .isEqualTo(database.rows("select count(*) from reports").getFirst());
        assertThat(stats.text("/byStatus/dismissed"))
                .isEqualTo(
                        database.rows("select count(*) from reports where status = 'dismissed'")
                                .getFirst());
        assertThat(stats.text("/openByReason/other"))
                .isEqualTo(
                        database.rows(
                                        "select count(*) from reports where status = 'open' and reason = 'other'")
                                .getFirst());
        assertThat(moderator.get(REPORTS + "/stats").statements()).isZero();
    }
}
