package dev.stoa.sessions.ledger;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL. */
final class LedgerStore {
    static final Statement PREPARE =
            Statement.of(
                    "sessions.ledger.prepare",
                    Budget.ms(5),
                    """
                    select coalesce((select u.id from users u
                                      where u.id = cast(:member as bigint) and u.status <> 'deleted'),
                                    (select u.id from users u
                                      where u.address = cast(:address as text) and u.status <> 'deleted')),
                           (select min(e.transfer_id) from ledger_entries e where e.cause = :cause)
                    """);

    /**
     * Both balances, locked in the order of their accounts by one insert, so that two bookings
     * between the same members never wait for each other in a circle; then both entries. Only a
     * system account begins below zero: a payer without a balance is told by {@code covered}, one
     * with too little by the constraint {@code balances_covered}.
     */
    static final Statement BOOK =
            Statement.of(
                    "sessions.ledger.book",
                    Budget.ms(20),
                    """
                    with moved as (
                        insert into balances as b (account, asset, user_id, amount)
                        select c.account, cast(:asset as text), c.user_id,
                               case when c.change > 0 or c.account like 'system:%' then c.change else 0 end
                          from (values (cast(:payer as text), cast(:payerMember as bigint), - cast(:amount as numeric)),
                                       (cast(:payee as text), cast(:payeeMember as bigint), cast(:amount as numeric)))
                                 as c (account, user_id, change)
                         order by c.account
                            on conflict (account, asset) do update
                           set amount = b.amount + case when b.account = :payer then - cast(:amount as numeric)
                                                        else cast(:amount as numeric) end,
                               updated_at = now()
                        returning b.account, b.user_id, b.amount,
                                  b.amount - coalesce(old.amount, 0) as change),
                    transfer as materialized (select nextval('ledger_transfer_ids') as id),
                    entries as (
                        insert into ledger_entries
                               (transfer_id, user_id, account, asset, type, amount, cause, balance_after,
                                counterparty, note)
                        select t.id, m.user_id, m.account, :asset, :type,
                               case when m.account = :payer then - cast(:amount as numeric)
                                    else cast(:amount as numeric) end,
                               :cause, m.amount, case when m.account = :payer then :payee else :payer end, :note
                          from moved m cross join transfer t
                        returning transfer_id, created_at, account)
                    select e.transfer_id, e.created_at, m.change = - cast(:amount as numeric) as covered
                      from entries e join moved m on m.account = e.account
                     where e.account = :payer
                    """);

    static final Statement BOOKED =
            Statement.of(
                    "sessions.ledger.booked",
                    Budget.ms(5),
                    "select min(e.transfer_id) from ledger_entries e where e.cause = :cause");

    /** Seen from who got it, as its amount is above zero. */
    static final Statement FIND =
            Statement.of(
                    "sessions.ledger.find",
                    Budget.ms(5),
                    """
                    select e.transfer_id, e.type, e.asset, e.amount, e.counterparty, e.account, e.note, e.created_at
                      from ledger_entries e
                     where e.transfer_id = :id and e.amount > 0
                       and (cast(:viewer as text) is null or :viewer in (e.account, e.counterparty))
                    """);

    /**
     * Each type by itself, as the index has it: then there is nothing to sort but a page of each.
     */
    static final LimitedStatement RECENT =
            LimitedStatement.of(
                    "sessions.ledger.recent",
                    Budget.ms(10),
                    """
                    select e.id, e.transfer_id, e.type, e.asset, e.amount, e.balance_after, e.counterparty, e.note,
                           e.created_at
                      from unnest(cast(:types as text[])) as t (type)
                           cross join lateral (
                               select l.*
                                 from ledger_entries l
                                where l.user_id = :member and l.type = t.type
                                  and (cast(:asset as text) is null or l.asset = cast(:asset as text))
                                  and l.created_at >= cast(:since as timestamptz)
                                  and l.created_at < cast(:until as timestamptz)
                                  and (l.created_at, l.id) < (cast(:at as timestamptz), :id)
                                order by l.created_at desc, l.id desc
                                limit :limit) e
                     order by e.created_at desc, e.id desc
                     limit :limit
                    """);

    /** As of one moment: a booking under way is in both or in none. */
    static final Statement AUDIT =
            Statement.of(
                    "sessions.ledger.audit",
                    Budget.seconds(5),
                    """
                    with sums as materialized (
                        select e.account, e.asset, sum(e.amount) as amount
                          from ledger_entries e group by e.account, e.asset)
                    select (select count(*) from (select s.asset from sums s
                                                   group by s.asset having sum(s.amount) <> 0) odd),
                           (select count(*) from sums s full join balances b
                                                 on b.account = s.account and b.asset = s.asset
                             where coalesce(s.amount, 0) <> coalesce(b.amount, 0))
                    """);

    private final Database database;

    LedgerStore(Database database) {
        this.database = database;
    }

    /**
     * What must be known before a booking.
     *
     * @param payee id of who is to get it; null where there is no such member
     * @param booked transfer that was booked for the same cause before; null for none
     */
    record Prepared(@Nullable Long payee, @Nullable Long booked) {}

    /**
     * What was booked.
     *
     * @param covered whether the payer had that much; must be undone where not
     */
    record Booked(long transfer, Instant at, boolean covered) {}

    /**
     * A transfer.
     *
     * @param payer account that gave
     * @param payee account that got
     */
    record TransferRow(
            long id,
            String type,
            String asset,
            String amount,
            String payer,
            String payee,
            @Nullable String note,
            Instant at) {
        static TransferRow read(Row row) {
            return new TransferRow(
                    row.number(0),
                    row.text(1),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.textOrNull(6),
                    row.instant(7));
        }
    }

    /** One side of a transfer; the amount is below zero where value was given. */
    record EntryRow(
            long id,
            long transfer,
            String type,
            String asset,
            String amount,
            String balanceAfter,
            @Nullable String counterparty,
            @Nullable String note,
            Instant at,
            long micros) {
        static EntryRow read(Row row) {
            return new EntryRow(
                    row.number(0),
                    row.number(1),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.textOrNull(6),
                    row.textOrNull(7),
                    row.instant(8),
                    row.micros(8));
        }
    }

    /**
     * What an audit found.
     *
     * @param imbalances assets whose entries don't sum to zero
     * @param drifts balances that are not the sum of their entries
     */
    record AuditRow(long imbalances, long drifts) {}

    Prepared prepare(Transaction in, Recipient to, String cause) {
        return in.find(
                        PREPARE,
                        row -> new Prepared(row.numberOrNull(0), row.numberOrNull(1)),
                        to.member(),
                        to.address(),
                        cause)
                .orElseThrow();
    }

    Booked book(Transaction in, Order order, Account payee, String cause) {
        return in.find(
                        BOOK,
                        row -> new Booked(row.number(0), row.instant(1), row.flag(2)),
                        order.asset().code(),
                        order.payer().text(),
                        order.payer().member(),
                        order.amount(),
                        payee.text(),
                        payee.member(),
                        order.type().text(),
                        cause,
                        order.note())
                .orElseThrow();
    }

    /** The transfer booked for {@code cause}. */
    Optional<Long> booked(String cause) {
        return database.list(BOOKED, row -> Optional.ofNullable(row.numberOrNull(0)), cause)
                .getFirst();
    }

    /**
     * A transfer.
     *
     * @param viewer account that must be on one of its sides; null for any
     */
    Optional<TransferRow> find(long id, @Nullable String viewer) {
        return database.find(FIND, TransferRow::read, id, viewer);
    }

    /** Entries behind {@code at} and {@code id}, the newest first. */
    List<EntryRow> recent(EntryFilter filter, Object at, long id, int limit) {
        return database.list(
                RECENT.upTo(limit),
                EntryRow::read,
                filter.types(),
                filter.member(),
                filter.asset(),
                filter.since(),
                filter.until(),
                at,
                id);
    }

    AuditRow audit(Transaction in) {
        return in.find(AUDIT, row -> new AuditRow(row.number(0), row.number(1))).orElseThrow();
    }
}
