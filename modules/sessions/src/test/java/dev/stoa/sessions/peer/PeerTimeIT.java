package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.jobs.Jobs;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time does to peer sessions, and what is counted of them. */
class PeerTimeIT {
    private static final String SESSIONS = "/api/sessions/sessions";

    private TestDatabase database;
    private TestNode node;
    private Member anna;
    private Member bo;

    @BeforeEach
    void start() {
        database = TestNode.database();
        node = TestNode.on(database, "rate-limits.profile", "off");
        anna = Folk.member(database, node);
        bo = Folk.member(database, node);
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    private void expire() throws InterruptedException {
        Jobs jobs = Jobs.on(node.node().database());
        long before = succeeded();
        long until = System.nanoTime() + 20_000_000_000L;
        while (succeeded() == before && System.nanoTime() < until) {
            jobs.request("sessions.peer.expire");
            Thread.sleep(100);
        }
        assertThat(succeeded()).isGreaterThan(before);
    }

    private long succeeded() {
        return database.number(
                "select count(*) from job_runs where job = 'sessions.peer.expire' and status = 'succeeded'");
    }

    private String status(String id) {
        return anna.get(SESSIONS + "/" + id).text("/status");
    }

    @Test
    void unansweredAndSilentSessionsExpireAndTheOthersStay() throws Exception {
        Member carl = Folk.member(database, node);
        Member dora = Folk.member(database, node);
        String waiting = anna.opens(bo);
        String unanswered = anna.opens(bo);
        String lively = anna.opens(carl);
        String silent = anna.opens(dora);
        carl.post(SESSIONS + "/" + lively + "/start");
        dora.post(SESSIONS + "/" + silent + "/start");
        assertThat(anna.get(SESSIONS + "/active").json().at("/items")).hasSize(2);
        database.execute(
                """
                update peer_sessions set created_at = now() - interval '1 hour', expires_at = now() - interval '45 min'
                 where id = %1$s;
                update peer_sessions set created_at = now() - interval '3 hours', started_at = now() - interval '2 hours'
                 where id = %2$s;
                update session_presence set last_seen_at = now() - interval '1 hour' where session_id = %2$s;
                insert into session_presence (session_id, last_seen_at) values (%1$s, now() - interval '1 hour')"""
                        .formatted(unanswered, silent));

        expire();

        assertThat(status(waiting)).isEqualTo("pending");
        assertThat(status(unanswered)).isEqualTo("expired");
        assertThat(status(lively)).isEqualTo("active");
        assertThat(status(silent)).isEqualTo("expired");
        assertThat(
                        database.rows(
                                "select ended_at = expires_at, ended_by from peer_sessions where id = "
                                        + unanswered))
                .containsExactly("t|null");
        assertThat(
                        database.number(
                                "select round(extract(epoch from now() - ended_at) / 3600) from peer_sessions where id = "
                                        + silent))
                .isEqualTo(1);
        assertThat(database.rows("select session_id from session_presence"))
                .containsExactly(lively);
        assertThat(anna.get(SESSIONS + "/active").json().at("/items")).hasSize(1);
        assertThat(bo.post(SESSIONS + "/" + unanswered + "/start").text("/code"))
                .isEqualTo("illegal-move");
    }

    @Test
    void statisticsAreThoseOfPlainSqlForWhoeverAsks() {
        database.execute(
                """
                insert into peer_sessions (a_addr, b_addr, status, created_at, started_at, ended_at, expires_at)
                select '%1$s', case when n %% 2 = 0 then '%2$s' else '0x' || lpad('0', 40, '0') end,
                       case when n %% 4 = 0 then 'expired' else 'ended' end, c.at,
                       case when n %% 4 <> 0 then c.at end, c.at + interval '1 min' * n, c.at + interval '15 min'
                  from generate_series(1, 200) n
                 cross join lateral (select now() - interval '9 hours' * n as at) c"""
                        .formatted(anna.address(), bo.address()));
        Member moderator = Folk.moderator(database, node);

        compare(moderator.get(SESSIONS + "/stats"), "true");
        compare(bo.get(SESSIONS + "/stats"), "b_addr = '" + bo.address() + "'");
        Answer none = Folk.member(database, node).get(SESSIONS + "/stats");
        assertThat(none.text("/total")).isEqualTo("0");
        assertThat(none.text("/durations/p50Seconds")).isEmpty();
        assertThat(bo.get(SESSIONS + "/stats").statements()).isZero();
    }

    private void compare(Answer stats, String whose) {
        assertThat(stats.status()).as(stats.body()).isEqualTo(200);
        String from = " from peer_sessions where " + whose;
        String since =
                "(date_trunc('day', now() at time zone 'UTC') - interval '29 days') at time zone 'UTC'";
        assertThat(stats.text("/total"))
                .isEqualTo(database.rows("select count(*)" + from).getFirst());
        assertThat(stats.text("/byStatus/expired"))
                .isEqualTo(
                        database.rows("select count(*)" + from + " and status = 'expired'")
                                .getFirst());
        assertThat(stats.json().at("/durations/p95Seconds").asDouble())
                .isEqualTo(
                        Double.parseDouble(
                                database.rows(
                                                "select round(cast(percentile_cont(0.95) within group (order by extract(epoch from ended_at - started_at)) as numeric), 3)"
                                                        + from
                                                        + " and started_at is not null and ended_at >= "
                                                        + since)
                                        .getFirst()));
        assertThat(stats.json().at("/days")).hasSize(30);
        long opened = 0;
        for (var day : stats.json().at("/days")) {
            opened += day.get("opened").asLong();
        }
        assertThat(opened)
                .isEqualTo(
                        database.number("select count(*)" + from + " and created_at >= " + since));
    }
}
