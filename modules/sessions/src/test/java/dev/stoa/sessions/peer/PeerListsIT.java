package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.peer.Folk.Member;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists against the same rows chosen and sorted by plain SQL. */
class PeerListsIT {
    private static final String LIST = "/api/sessions/sessions";

    private static TestDatabase database;
    private static TestNode node;
    private static Member anna;
    private static Member bo;
    private static Member moderator;

    @BeforeAll
    static void start() {
        database = TestNode.database();
        node = TestNode.on(database, "rate-limits.profile", "off", "jobs.enabled", "false");
        anna = Folk.member(database, node);
        bo = Folk.member(database, node);
        moderator = Folk.moderator(database, node);
        fill();
    }

    /** Many of one moment, some that last for days, and some of each state. */
    private static void fill() {
        database.execute(
                """
                insert into peer_sessions (a_addr, b_addr, status, is_reported, created_at, started_at, ended_at, expires_at)
                select case when n %% 3 = 0 then '%1$s' else '0xe' || lpad(to_hex(n %% 7), 39, '0') end,
                       case when n %% 5 = 0 then '%2$s' when n %% 3 <> 0 and n %% 11 = 0 then '%1$s'
                            else '0xf' || lpad(to_hex(n %% 4), 39, '0') end,
                       s.status, n %% 6 = 0, c.at,
                       case when s.status in ('active', 'ended') or n %% 4 = 0 and s.status = 'expired'
                            then c.at + interval '5 min' * (n %% 3) end,
                       case when s.status in ('ended', 'expired')
                            then c.at + case when n %% 13 = 0 then interval '9 days' else interval '1 hour' * (n %% 30) end
                                 + interval '10 min' end,
                       c.at + interval '15 min'
                  from generate_series(1, 400) n
                 cross join lateral (select (array['ended', 'ended', 'expired', 'pending'])[n %% 4 + 1] as status) s
                 cross join lateral (select timestamptz '2026-03-01 00:00Z' + interval '6 hours' * (n / 5) as at) c;
                update peer_sessions set status = 'active', ended_at = null
                 where id in (select min(id) from peer_sessions where status = 'ended'
                               group by least(a_addr, b_addr), greatest(a_addr, b_addr));
                analyze peer_sessions"""
                        .formatted(anna.address(), bo.address()));
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    /** A query, and the condition and the order that it means. */
    record Asked(String query, String where, String sort, String order) {
        @Override
        public String toString() {
            return query;
        }
    }

    static Stream<Asked> asked() {
        List<Asked> all = new ArrayList<>();
        String a = "(s.a_addr = '" + anna.address() + "' or s.b_addr = '" + anna.address() + "')";
        String b = "(s.a_addr = '" + bo.address() + "' or s.b_addr = '" + bo.address() + "')";
        List<String[]> sides =
                List.of(
                        new String[] {"", "true"},
                        new String[] {"&address=" + anna.address(), a},
                        new String[] {"&peer=" + anna.address(), a},
                        new String[] {
                            "&address=" + anna.address() + "&peer=" + bo.address(), a + " and " + b
                        });
        List<String[]> filters =
                List.of(
                        new String[] {"", "true"},
                        new String[] {"&status=pending", "s.status = 'pending'"},
                        new String[] {"&status=active", "s.status = 'active'"},
                        new String[] {"&status=expired", "s.status = 'expired'"},
                        new String[] {"&reported=true", "s.is_reported"},
                        new String[] {
                            "&reported=true&status=ended", "s.is_reported and s.status = 'ended'"
                        },
                        new String[] {
                            "&createdFrom=2026-03-05T00%3A00%3A00Z&createdTo=2026-03-12T00%3A00%3A00Z",
                            "s.created_at >= '2026-03-05Z' and s.created_at < '2026-03-12Z'"
                        },
                        new String[] {
                            "&startedFrom=2026-03-05T00%3A05%3A00Z",
                            "s.started_at >= '2026-03-05 00:05Z'"
                        },
                        new String[] {
                            "&endedFrom=2026-03-08T00%3A00%3A00Z&endedTo=2026-03-12T00%3A00%3A00Z&status=ended",
                            "s.ended_at >= '2026-03-08Z' and s.ended_at < '2026-03-12Z' and s.status = 'ended'"
                        },
                        new String[] {
                            "&createdTo=2026-03-06T00%3A00%3A00Z&endedFrom=2026-03-10T00%3A00%3A00Z",
                            "s.created_at < '2026-03-06Z' and s.ended_at >= '2026-03-10Z'"
                        });
        for (String[] side : sides) {
            for (String[] filter : filters) {
                for (String sort : List.of("created", "started", "ended")) {
                    for (String order : List.of("desc", "asc")) {
                        all.add(
                                new Asked(
                                        "&sort=" + sort + "&order=" + order + side[0] + filter[0],
                                        side[1] + " and " + filter[1],
                                        sort,
                                        order));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("asked")
    void aWalkEitherWayMeetsWhatPlainSqlFinds(Asked asked) {
        List<String> expected = expected(asked);

        assertThat(walked(moderator, asked.query(), 41)).isEqualTo(expected);
        assertThat(walkedBack(moderator, asked.query(), 47)).isEqualTo(expected);
    }

    private static List<String> expected(Asked asked) {
        return database.rows(
                "select s.id from peer_sessions s where s.%2$s_at is not null and %1$s order by s.%2$s_at %3$s, s.id %3$s"
                        .formatted(asked.where(), asked.sort(), asked.order()));
    }

    private static Answer page(Member viewer, String query) {
        Answer page = viewer.get(LIST + "?" + query);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page;
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().at("/items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private static List<String> walked(Member viewer, String query, int limit) {
        Answer page = page(viewer, "limit=" + limit + query);
        List<String> ids = new ArrayList<>(ids(page));
        while (!page.text("/page/next").isEmpty()) {
            page = page(viewer, "limit=" + limit + query + "&after=" + page.text("/page/next"));
            ids.addAll(ids(page));
        }
        return ids;
    }

    private static List<String> walkedBack(Member viewer, String query, int limit) {
        Answer page = page(viewer, "limit=" + limit + query);
        while (!page.text("/page/next").isEmpty()) {
            page = page(viewer, "limit=" + limit + query + "&after=" + page.text("/page/next"));
        }
        List<String> ids = new ArrayList<>(ids(page));
        while (!page.text("/page/prev").isEmpty()) {
            page = page(viewer, "limit=" + limit + query + "&before=" + page.text("/page/prev"));
            ids.addAll(0, ids(page));
        }
        return ids;
    }

    @Test
    void aMemberSeesTheirOwnWhateverTheyAskFor() {
        String own = "(a_addr = '%1$s' or b_addr = '%1$s')".formatted(anna.address());
        String both = own + " and (a_addr = '%1$s' or b_addr = '%1$s')".formatted(bo.address());
        String sql = "select id from peer_sessions where %s order by created_at desc, id desc";

        assertThat(walked(anna, "", 50)).isNotEmpty().isEqualTo(database.rows(sql.formatted(own)));
        for (String query : List.of("&address=" + bo.address(), "&peer=" + bo.address())) {
            assertThat(walked(anna, query, 50))
                    .isNotEmpty()
                    .isEqualTo(database.rows(sql.formatted(both)));
        }
        Member carl = Folk.member(database, node);
        assertThat(walked(carl, "", 50)).isEmpty();
        assertThat(walked(carl, "&address=" + anna.address(), 50)).isEmpty();
        assertThat(walked(carl, "&address=" + anna.address() + "&peer=" + bo.address(), 50))
                .isEmpty();
        assertThat(node.http().get(LIST).status()).isEqualTo(401);
    }

    @Test
    void whatIsOpenedMeanwhileMovesNoPage() {
        List<String> before = walked(anna, "", 50);
        Answer page = page(anna, "limit=20");
        List<String> ids = new ArrayList<>(ids(page));
        Member dora = Folk.member(database, node);
        while (!page.text("/page/next").isEmpty()) {
            String opened = anna.opens(dora);
            database.execute("update peer_sessions set created_at = now() where id = " + opened);
            page = page(anna, "limit=20&after=" + page.text("/page/next"));
            ids.addAll(ids(page));
        }
        assertThat(ids).isEqualTo(before);
        database.execute("delete from peer_sessions where b_id = " + dora.id());
    }

    @Test
    void aCursorIsOfOneViewerAndOneList() {
        String cursor = page(anna, "limit=5").text("/page/next");

        assertThat(anna.get(LIST + "?limit=5&status=ended&after=" + cursor).text("/code"))
                .isEqualTo("cursor-mismatch");
        assertThat(bo.get(LIST + "?limit=5&after=" + cursor).text("/code"))
                .isEqualTo("cursor-mismatch");
    }

    @ParameterizedTest
    @MethodSource("asked")
    void aListTakesAsManyStatementsForAHundredAsForFive(Asked asked) {
        int few = statements(moderator, "limit=5" + asked.query());

        assertThat(few).isLessThanOrEqualTo(1);
        assertThat(statements(moderator, "limit=100" + asked.query())).isEqualTo(few);
        assertThat(statements(anna, "limit=100" + asked.query())).isLessThanOrEqualTo(2);
    }

    /** Who asks is known from a request before. */
    private static int statements(Member viewer, String query) {
        viewer.get(LIST + "/active");
        return page(viewer, query).statements();
    }
}
