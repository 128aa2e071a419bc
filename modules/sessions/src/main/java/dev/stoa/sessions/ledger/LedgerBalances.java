package dev.stoa.sessions.ledger;

import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Balances of our own ledger: members know their own, moderators all. */
final class LedgerBalances implements BalanceSource {
    /** Any number of addresses; a member without value has one row without an asset. */
    static final Statement BALANCES =
            Statement.of(
                    "sessions.balances.by-address",
                    Budget.ms(10),
                    """
                    select u.address, u.id, b.asset, b.amount, now()
                      from users u left join balances b on b.account = 'member:' || u.id
                     where u.address = any(:addresses) and u.status <> 'deleted'
                       and (cast(:member as bigint) is null or u.id = cast(:member as bigint))
                     order by u.address, b.asset
                    """);

    private final Database database;

    LedgerBalances(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Audience audience(Viewer.Member viewer) {
        return viewer.is(Role.MODERATOR) ? Audience.ALL : new Audience(viewer.id().value());
    }

    private record BalanceRow(
            String address,
            long member,
            @Nullable String asset,
            @Nullable String amount,
            Instant at) {
        static BalanceRow read(Row row) {
            return new BalanceRow(
                    row.text(0),
                    row.number(1),
                    row.textOrNull(2),
                    row.textOrNull(3),
                    row.instant(4));
        }
    }

    @Override
    public List<Reading> balances(Audience audience, List<String> addresses) {
        Map<String, List<BalanceRow>> byAddress = new LinkedHashMap<>();
        for (BalanceRow row :
                database.list(
                        BALANCES,
                        BalanceRow::read,
                        (Object) addresses.toArray(String[]::new),
                        audience.member())) {
            byAddress.computeIfAbsent(row.address(), _ -> new ArrayList<>()).add(row);
        }
        return byAddress.values().stream().map(LedgerBalances::reading).toList();
    }

    private static Reading reading(List<BalanceRow> rows) {
        List<Holding> holdings = new ArrayList<>();
        for (BalanceRow row : rows) {
            if (row.asset() != null && row.amount() != null) {
                holdings.add(new Holding(row.asset(), row.amount()));
            }
        }
        BalanceRow first = rows.getFirst();
        return new Reading(first.address(), first.member(), holdings, first.at(), false);
    }
}
