package dev.stoa.sessions.demo;

import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.CopyRows;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.TableCopies;
import dev.stoa.platform.sql.Transaction;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * The tables that are filled by COPY, most of them with frozen rows, which the truncate before them
 * in the same transaction allows.
 */
final class DemoTables {
    private static final Budget BUDGET = Budget.seconds(1800);
    private static final Statement CLEAR =
            Statement.of(
                    "sessions.demo.clear",
                    BUDGET,
                    "truncate peer_sessions, session_presence, reports, blocks");
    private static final Statement SESSIONS =
            Statement.of(
                    "sessions.demo.peer-sessions",
                    BUDGET,
                    """
                    copy peer_sessions (id, a_addr, b_addr, a_id, b_id, topic, status, is_reported,
                                        created_at, started_at, ended_at, ended_by, expires_at, meta)
                    from stdin with (freeze)
                    """);
    private static final Statement PRESENCE =
            Statement.of(
                    "sessions.demo.session-presence",
                    BUDGET,
                    """
                    copy session_presence (session_id, last_seen_at, a_seen_at, b_seen_at)
                    from stdin with (freeze)
                    """);
    private static final Statement REPORTS =
            Statement.of(
                    "sessions.demo.reports",
                    BUDGET,
                    """
                    copy reports (id, reporter_id, target_type, target_id, session_id, reason, details,
                                  status, assignee_id, resolution, resolved_by, resolved_at, created_at)
                    from stdin with (freeze)
                    """);
    private static final Statement BLOCKS =
            Statement.of(
                    "sessions.demo.blocks",
                    BUDGET,
                    """
                    copy blocks (blocker_id, blocked, blocked_id, blocked_addr, reason, created_at,
                                 expires_at)
                    from stdin with (freeze)
                    """);
    private static final Statement VISITS =
            Statement.of(
                    "sessions.demo.member-presence",
                    BUDGET,
                    "copy member_presence (user_id, last_seen_at) from stdin");
    private static final Statement NONCES =
            Statement.of(
                    "sessions.demo.nonces",
                    BUDGET,
                    """
                    copy nonces (nonce_hash, address, chain_id, domain, uri, issued_at, expires_at,
                                 used_at)
                    from stdin
                    """);
    private static final Statement ENTRIES =
            Statement.of(
                    "sessions.demo.ledger-entries",
                    BUDGET,
                    """
                    copy ledger_entries (id, transfer_id, user_id, account, asset, type, amount, cause,
                                         created_at, balance_after, counterparty)
                    from stdin
                    """);
    private static final Statement HOLDINGS =
            Statement.of(
                    "sessions.demo.balances",
                    BUDGET,
                    "copy balances (account, asset, user_id, amount, updated_at) from stdin");
    private static final Statement TARGETS =
            Statement.of(
                    "sessions.demo.targets",
                    BUDGET,
                    """
                    select coalesce((select max(id) from threads), 0),
                           coalesce((select max(id) from posts), 0)
                    """);

    private final DemoPlan plan;
    private final TableCopies tables;
    private final Transaction transaction;

    DemoTables(DemoPlan plan, Progress progress, Transaction transaction) {
        this.plan = plan;
        this.tables = new TableCopies(transaction, progress);
        this.transaction = transaction;
    }

    void fill() {
        transaction.execute(CLEAR);
        DemoTalks talks = new DemoTalks(plan);
        copy(SESSIONS, plan.size.sessions, (row, i) -> talks.session(i, row));
        copy(PRESENCE, talks.active(), (row, i) -> talks.presence(i, row));
        DemoGuard guard = guard();
        copy(REPORTS, plan.size.reports, (row, i) -> guard.report(i, row));
        copy(BLOCKS, plan.size.blocks, (row, i) -> guard.block(i, row));
        DemoVisits visits = new DemoVisits(plan);
        copy(VISITS, plan.members.all().size(), (row, i) -> visits.visit(i, row));
        copy(NONCES, plan.size.nonces, (row, i) -> visits.nonce(i, row));
        DemoLedger ledger = new DemoLedger(plan);
        copy(ENTRIES, ledger.entries(), (row, i) -> ledger.entry(i, row));
        copy(HOLDINGS, ledger.holdings(), (row, i) -> ledger.holding(i, row));
    }

    private DemoGuard guard() {
        Optional<DemoGuard> guard =
                transaction.find(TARGETS, row -> new DemoGuard(plan, row.number(0), row.number(1)));
        return guard.orElseThrow();
    }

    private void copy(Statement statement, int count, ObjIntConsumer<CopyRows> writer) {
        String phase = statement.name().substring("sessions.demo.".length()).replace('-', ' ');
        int[] next = {0};
        tables.copy(
                statement,
                phase,
                count,
                row -> {
                    if (next[0] == count) {
                        return false;
                    }
                    writer.accept(row, next[0]++);
                    return true;
                });
    }
}
