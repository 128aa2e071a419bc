package dev.stoa.sessions.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.MemberId;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.sessions.TestNode;
import dev.stoa.sessions.ledger.LedgerStore.AuditRow;
import dev.stoa.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database itself holds true, and what an audit finds where somebody went round it. */
class LedgerStoreIT {
    private static final Account ONE = Account.of(new MemberId(1));
    private static final Account TWO = Account.of(new MemberId(2));

    private final TestDatabase made = TestNode.database();
    private final Database database =
            Database.forCommand(new DatabaseAddress(made.jdbcUrl(), "postgres", ""));
    private final LedgerStore store = new LedgerStore(database);

    @BeforeEach
    void grant() {
        book(Account.MINT, ONE, "100", "first");
    }

    @AfterEach
    void close() {
        database.close();
        made.close();
    }

    private LedgerStore.Booked book(Account payer, Account payee, String amount, String cause) {
        Order order =
                new Order(
                        EntryType.TRANSFER,
                        payer,
                        Recipient.of(1),
                        new Asset("credit"),
                        amount,
                        null);
        return database.transaction(in -> store.book(in, order, payee, cause));
    }

    private AuditRow audit() {
        return database.transaction(store::audit);
    }

    @Test
    void aBookingKeepsBothBalancesAndBothEntries() {
        book(ONE, TWO, "40", "c");

        assertThat(made.rows("select account, amount from balances order by account"))
                .containsExactly("member:1|60", "member:2|40", "system:mint|-100");
        assertThat(
                        made.rows(
                                "select account, amount, balance_after, counterparty, user_id"
                                        + " from ledger_entries where cause = 'c' order by account"))
                .containsExactly("member:1|-40|60|member:2|1", "member:2|40|40|member:1|2");
        assertThat(audit()).isEqualTo(new AuditRow(0, 0));
    }

    @Test
    void aPayerWithTooLittleIsRefusedAndOneWithNothingIsTold() {
        assertThatThrownBy(() -> book(ONE, TWO, "101", "c"))
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo("balances_covered"));
        assertThat(book(TWO, ONE, "1", "c").covered()).isFalse();
    }

    @Test
    void oneCauseIsBookedOnce() {
        book(ONE, TWO, "1", "c");

        assertThatThrownBy(() -> book(ONE, TWO, "1", "c"))
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo("ledger_entries_cause_key"));
        assertThat(store.booked("c")).isPresent();
        assertThat(store.booked("other")).isEmpty();
    }

    @Test
    void entriesAreNeitherChangedNorRemovedNorBookedOnOneSide() {
        for (String sql :
                new String[] {
                    "update ledger_entries set amount = 1",
                    "delete from ledger_entries",
                    "truncate ledger_entries",
                    "insert into ledger_entries (transfer_id, account, asset, type, amount, cause,"
                            + " balance_after) values (99, 'member:1', 'credit', 'grant', 5, 'x', 5)"
                }) {
            assertThatThrownBy(() -> made.execute(sql)).as(sql).isNotNull();
        }
        assertThat(audit()).isEqualTo(new AuditRow(0, 0));
    }

    @Test
    void anAuditFindsWhatWasWrittenRoundTheRulesAndTheGaugesSayIt() {
        made.execute(
                "set session_replication_role = replica;"
                        + " insert into ledger_entries (transfer_id, account, asset, type, amount, cause,"
                        + " balance_after) values (99, 'member:9', 'token', 'grant', 5, 'x', 5);"
                        + " update balances set amount = amount + 1 where account = 'member:1'");
        AuditRow found = audit();
        assertThat(found)
                .as("token; member:9 without a balance, member:1")
                .isEqualTo(new AuditRow(1, 2));

        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LedgerSignals signals = new LedgerSignals(meters);
        new Audit(store, signals).report(found);

        assertThat(meters.get("stoa.ledger.imbalance").gauge().value()).isEqualTo(1);
        assertThat(meters.get("stoa.ledger.balance.drift").gauge().value()).isEqualTo(2);
        // Gauges hold what they measure weakly.
        Reference.reachabilityFence(signals);
    }
}
