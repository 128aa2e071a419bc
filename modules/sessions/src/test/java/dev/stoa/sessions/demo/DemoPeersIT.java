package dev.stoa.sessions.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Progress;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPeersIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String MEMBERS =
            """
            insert into users (username, display_name, role, status, created_at)
            select 'member' || n, 'Member ' || n, case when n = 1 then 'admin' else 'member' end,
                   case when n %% 50 = 0 then 'banned' else 'active' end,
                   timestamptz '2024-01-01T00:00:00Z' + n * interval '1 day'
              from generate_series(1, %d) n
            """;

    /** Each finds rows only where something is not as it should be. */
    private static final List<String> ODDITIES =
            List.of(
                    """
                    select id from peer_sessions
                     where created_at > '2026-01-01' or started_at < created_at or ended_at > '2026-01-01'
                        or ended_at < coalesce(started_at, created_at)
                        or (status = 'pending') <> (started_at is null and ended_at is null)
                        or (status in ('ended', 'expired')) <> (ended_at is not null)
                    """,
                    """
                    select s.id from peer_sessions s full join session_presence p on p.session_id = s.id
                     where (s.status = 'active') <> (p.session_id is not null)
                    """,
                    """
                    select s.id from peer_sessions s
                      left join users a on a.id = s.a_id left join users b on b.id = s.b_id
                     where a.address is distinct from s.a_addr
                        or (s.b_id is not null and b.address <> s.b_addr)
                        or (s.b_id is null and exists (select 1 from users u where u.address = s.b_addr))
                    """,
                    """
                    select s.id from peer_sessions s
                     where s.is_reported <> exists (select 1 from reports r where r.session_id = s.id)
                    """,
                    """
                    select b.blocked from blocks b left join users u on u.address = b.blocked
                     where b.blocked_id is distinct from u.id
                    """,
                    "select transfer_id from ledger_entries group by transfer_id, asset having sum(amount) <> 0",
                    """
                    select b.account from balances b
                     where b.amount <> (select coalesce(sum(e.amount), 0) from ledger_entries e
                                         where e.account = b.account and e.asset = b.asset)
                    """,
                    """
                    select u.id from users u
                     where (u.status = 'banned') <> exists (select 1 from bans b where b.user_id = u.id)
                    """);

    @Test
    void whatIsMadeUpFitsTogetherAndTheTableOfSizesHolds() {
        try (TestDatabase postgres = migrated(500);
                Database database = open(postgres)) {
            List<String> schema = schema(postgres);
            DemoPeers.fill(DemoSize.SMALL, database, NOW, Progress.NONE);

            assertThat(
                            postgres.rows(
                                    """
                                    select (select count(*) from peer_sessions), (select count(*) from reports),
                                           (select count(*) from blocks), (select count(*) from ledger_entries),
                                           (select count(*) from nonces), (select count(*) from member_presence),
                                           (select count(*) from users where address is not null)
                                    """))
                    .containsExactly("20000|500|1000|4000|1000|500|450");
            assertThat(ODDITIES).allSatisfy(oddity -> assertThat(postgres.rows(oddity)).isEmpty());
            assertThat(postgres.rows("select distinct status from peer_sessions")).hasSize(4);
            assertThat(postgres.rows("select distinct status from reports")).hasSize(3);
            assertThat(schema(postgres)).isEqualTo(schema);
            assertThat(postgres.number("select nextval('ledger_transfer_ids')")).isEqualTo(2001);
        }
    }

    private static List<String> schema(TestDatabase postgres) {
        return postgres.rows(
                """
                select indexdef from pg_indexes where schemaname = 'public'
                union all
                select conname || pg_get_constraintdef(oid) from pg_constraint
                order by 1
                """);
    }

    @Test
    void theSameMembersGetTheSame() {
        assertThat(digest()).isEqualTo(digest());
    }

    private static List<String> digest() {
        try (TestDatabase postgres = migrated(60);
                Database database = open(postgres)) {
            DemoPeers.fill(DemoSize.SMALL, database, NOW, Progress.NONE);
            return postgres.rows(
                    """
                    select md5(string_agg(cast(s as text), ';' order by id)) from peer_sessions s
                    union all
                    select md5(string_agg(cast(e as text), ';' order by id)) from ledger_entries e
                    """);
        }
    }

    @Test
    void whereThereIsSomethingOrNobodyNothingIsMadeUp() {
        try (TestDatabase postgres = migrated(1);
                Database database = open(postgres)) {
            DemoPeers.fill(DemoSize.SMALL, database, NOW, Progress.NONE);
            assertThat(postgres.number("select count(*) from peer_sessions")).isZero();

            postgres.execute(MEMBERS.formatted(9).replace("member' || n", "more' || n"));
            postgres.execute(
                    """
                    insert into reports (reporter_id, target_type, target_id, reason)
                    values (1, 'member', 2, 'spam')
                    """);
            DemoPeers.fill(DemoSize.SMALL, database, NOW, Progress.NONE);
            assertThat(postgres.number("select count(*) from peer_sessions")).isZero();
            assertThat(postgres.number("select count(*) from reports")).isEqualTo(1);
        }
    }

    @Test
    void theLedgerIsNeverChangedAndEachTransferSumsToZero() {
        try (TestDatabase postgres = migrated(0)) {
            postgres.execute(transfer(1, -5, 5));
            for (String change :
                    List.of(
                            "update ledger_entries set amount = 6 where amount = 5",
                            "delete from ledger_entries",
                            "truncate ledger_entries")) {
                assertThatThrownBy(() -> postgres.execute(change))
                        .hasStackTraceContaining("append-only");
            }
            assertThatThrownBy(() -> postgres.execute(transfer(2, -5, 4)))
                    .hasStackTraceContaining("do not sum to zero");
            assertThatThrownBy(() -> postgres.execute(transfer(1, -5, 5)))
                    .hasStackTraceContaining("ledger_entries_cause_key");
            assertThat(postgres.rows("select transfer_id, amount from ledger_entries order by id"))
                    .containsExactly("1|-5", "1|5");
        }
    }

    private static String transfer(int number, int taken, int given) {
        return """
        insert into ledger_entries (transfer_id, account, asset, type, amount, cause, balance_after)
        values (%1$d, 'system:mint', 'credit', 'mint', %2$d, 'test:%1$d', 0),
               (%1$d, '0xa', 'credit', 'mint', %3$d, 'test:%1$d', 0)
        """
                .formatted(number, taken, given);
    }

    private static TestDatabase migrated(int members) {
        TestDatabase postgres =
                TestPostgres.fresh(
                        "sessions-migrated",
                        url -> Schema.of(new TestDatabase("", url).dataSource()).apply());
        postgres.execute(MEMBERS.formatted(members));
        return postgres;
    }

    private static Database open(TestDatabase postgres) {
        return Database.forCommand(new DatabaseAddress(postgres.jdbcUrl(), "postgres", ""));
    }
}
