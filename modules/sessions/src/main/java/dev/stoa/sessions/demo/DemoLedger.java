package dev.stoa.sessions.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The rows of the ledger, two for each transfer, and of the balances they lead to: nobody spends
 * what they don't have, and what is handed out comes from the mint.
 */
final class DemoLedger {
    static final String MINT = "system:mint";
    private static final String[] ASSETS = {"credit", "token"};

    private final DemoPlan plan;
    private final long[][] balances;
    private final long[] minted = new long[ASSETS.length];
    private Transfer current = new Transfer(-1, 0, 0, 0, 0);

    /** A transfer of an amount; -1 for the mint. */
    private record Transfer(int from, int to, int asset, long amount, long time) {}

    DemoLedger(DemoPlan plan) {
        this.plan = plan;
        this.balances = new long[ASSETS.length][plan.members.count()];
    }

    int entries() {
        return 2 * plan.size.transfers;
    }

    void entry(int number, CopyRows row) {
        int transfer = number / 2;
        boolean isTaking = number % 2 == 0;
        if (isTaking) {
            current = transfer(transfer);
        }
        int who = isTaking ? current.from : current.to;
        long amount = isTaking ? -current.amount : current.amount;
        row.number(number + 1L)
                .number(transfer + 1L)
                .numberOrNull(who < 0 ? null : (Long) plan.members.get(who).id())
                .text(account(who))
                .text(ASSETS[current.asset])
                .text(current.from < 0 ? "grant" : "transfer")
                .number(amount)
                .text("demo:" + (transfer + 1))
                .instant(Instant.ofEpochMilli(current.time))
                .number(booked(who, current.asset, amount))
                .text(account(isTaking ? current.to : current.from));
    }

    private Transfer transfer(int number) {
        SplittableRandom random = plan.random("transfer", number);
        long time = plan.created(number, plan.size.transfers);
        int there = plan.members.there(time);
        int asset = random.nextInt(10) == 0 ? 1 : 0;
        int from = DemoPlan.zipf(random, there);
        long held = balances[asset][from];
        if (held < 10 || random.nextInt(5) == 0) {
            return new Transfer(-1, from, asset, 100 * random.nextLong(1, 100), time);
        }
        int to = DemoPlan.other(random, there, from);
        return new Transfer(from, to, asset, random.nextLong(1, held / 4 + 1), time);
    }

    private String account(int who) {
        return who < 0 ? MINT : "member:" + plan.members.get(who).id();
    }

    private long booked(int who, int asset, long amount) {
        if (who < 0) {
            return minted[asset] += amount;
        }
        return balances[asset][who] += amount;
    }

    /** Accounts times assets; the mint behind all members. */
    int holdings() {
        return ASSETS.length * (plan.members.count() + 1);
    }

    void holding(int number, CopyRows row) {
        int asset = number % ASSETS.length;
        int place = number / ASSETS.length;
        int who = place == plan.members.count() ? -1 : place;
        row.text(account(who))
                .text(ASSETS[asset])
                .numberOrNull(who < 0 ? null : (Long) plan.members.get(who).id())
                .number(who < 0 ? minted[asset] : balances[asset][who])
                .instant(Instant.ofEpochMilli(plan.now));
    }
}
