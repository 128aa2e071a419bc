package dev.stoa.sessions.demo;

import dev.stoa.platform.DemoData;
import dev.stoa.platform.Progress;
import dev.stoa.platform.Work;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.sql.BareTables;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.key.DemoKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Makes up what the members of a community do with each other, in one transaction. */
public final class DemoPeers implements DemoData {
    private static final long SEED = 1;
    private static final Budget BUDGET = Budget.seconds(300);
    private static final Statement IS_DONE =
            Statement.of(
                    "sessions.demo.is-done",
                    Budget.ms(50),
                    """
                    select exists (select 1 from peer_sessions)
                           or exists (select 1 from ledger_entries)
                           or exists (select 1 from reports) or exists (select 1 from blocks)
                    """);
    private static final Statement BANS =
            Statement.of(
                    "sessions.demo.bans",
                    BUDGET,
                    """
                    insert into bans (user_id, moderator_id, reason, created_at, until)
                    select u.id, (select min(m.id) from users m where m.role = 'admin'), 'spam',
                           u.created_at + (cast(:now as timestamptz) - u.created_at) * ((u.id % 97) / 97.0),
                           case when u.id % 2 = 0 then cast(:now as timestamptz) + interval '30 days' end
                      from users u
                     where u.status = 'banned'
                       and not exists (select 1 from bans b where b.user_id = u.id)
                    """);
    private static final Statement SEQUENCES =
            Statement.of(
                    "sessions.demo.sequences",
                    BUDGET,
                    """
                    select setval('peer_sessions_id_seq', (select max(id) from peer_sessions)),
                           setval('reports_id_seq', (select max(id) from reports)),
                           setval('ledger_entries_id_seq', (select max(id) from ledger_entries)),
                           setval('ledger_transfer_ids', (select max(transfer_id) from ledger_entries))
                    """);

    /** Members have just been given addresses: their lookups by index alone need a clean table. */
    private static final Statement VACUUM =
            Statement.of(
                    "sessions.demo.vacuum",
                    BUDGET,
                    """
                    vacuum (analyze) users, peer_sessions, session_presence, reports, blocks, bans, nonces,
                                     member_presence, ledger_entries, balances
                    """);

    private static final List<String> HEAVY = List.of("peer_sessions", "reports", "blocks");

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void fill(String size, DatabaseAddress address, Progress progress) {
        try (Database database = Database.forCommand(address)) {
            fill(
                    DemoSize.valueOf(size.toUpperCase(Locale.ROOT)),
                    database,
                    Instant.now(),
                    progress);
        }
    }

    /** The same for the same members and {@code now}; nothing where there is something already. */
    static void fill(DemoSize size, Database database, Instant now, Progress progress) {
        Work.unlimited("sessions.demo")
                .run(
                        () -> {
                            if (database.transaction(in -> fill(size, now, progress, in))) {
                                progress.at("statistics", 0, 1);
                                database.execute(VACUUM);
                                progress.at("statistics", 1, 1);
                            }
                        });
    }

    private static boolean fill(DemoSize size, Instant now, Progress progress, Transaction in) {
        if (in.find(IS_DONE, row -> row.flag(0)).orElse(true)) {
            return false;
        }
        DemoPlan plan = new DemoPlan(size, DemoMembers.of(in), SEED, now);
        if (plan.members.count() < 2) {
            return false;
        }
        BareTables tables = BareTables.of(in, HEAVY);
        new DemoTables(plan, progress, in).fill();
        in.execute(BANS, now);
        in.list(SEQUENCES, row -> row.isNull(0));
        progress.at("indexes", 0, 1);
        tables.build();
        progress.at("indexes", 1, 1);
        return true;
    }

    @Override
    public List<String> notes(DatabaseAddress database, Workbench workbench) {
        return DemoKey.notes(database, workbench);
    }
}
