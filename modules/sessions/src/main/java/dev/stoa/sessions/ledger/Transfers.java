package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.ledger.LedgerStore.Booked;
import dev.stoa.sessions.ledger.LedgerStore.Prepared;
import dev.stoa.sessions.ledger.LedgerStore.TransferRow;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Moves value, each time with two entries in one transaction. What a viewer's Idempotency-Key
 * caused is booked once for good: after the day that its answer is kept, the entries themselves
 * know it.
 */
final class Transfers {
    private final LedgerStore store;
    private final Idempotency idempotency;
    private final Balances balances;
    private final LedgerSignals signals;

    Transfers(Platform platform, LedgerStore store, Balances balances, LedgerSignals signals) {
        this.store = store;
        this.idempotency = platform.idempotency();
        this.balances = balances;
        this.signals = signals;
    }

    /**
     * Books {@code order}, or answers what was answered for its Idempotency-Key.
     *
     * @throws Failure.NotFound for a recipient who is no member
     * @throws Failure.Invalid for a transfer to oneself
     * @throws Failure.Conflict {@code insufficient-balance}, {@code already-booked}
     */
    Reply book(Call call, Order order) {
        String cause = cause(call, order);
        try {
            Reply reply = idempotency.once(call, in -> booked(in, order, cause));
            signals.moved(
                    reply.headers().containsKey("Idempotency-Replayed")
                            ? LedgerSignals.REPLAYED
                            : LedgerSignals.BOOKED);
            return reply;
        } catch (ConstraintViolation e) {
            throw refused(e, cause);
        } catch (Failure e) {
            signals.moved(e.type().slug());
            throw e;
        }
    }

    private static String cause(Call call, Order order) {
        String key = call.header("Idempotency-Key").orElse("");
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return String.join(
                    ":", order.type().text(), call.viewer().key(), HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply booked(Transaction in, Order order, String cause) {
        Prepared known = store.prepare(in, order.to(), cause);
        if (known.booked() != null) {
            throw alreadyBooked(known.booked());
        }
        Long payee = known.payee();
        if (payee == null) {
            throw new Failure.NotFound("There is no such member to give to.");
        }
        if (payee.equals(order.payer().member())) {
            throw order.to().isSelf();
        }
        Account account = Account.of(new MemberId(payee));
        Booked booked = store.book(in, order, account, cause);
        if (!booked.covered()) {
            throw insufficient();
        }
        in.afterCommit(() -> balances.changed(order.payer(), account));
        TransferRow transfer =
                new TransferRow(
                        booked.transfer(),
                        order.type().text(),
                        order.asset().code(),
                        order.amount(),
                        order.payer().text(),
                        account.text(),
                        order.note(),
                        booked.at());
        return Reply.of(201, LedgerBodies.transfer(transfer))
                .header("Location", LedgerRoutes.TRANSFERS + "/" + transfer.id());
    }

    private RuntimeException refused(ConstraintViolation violation, String cause) {
        RuntimeException refusal =
                switch (violation.constraint()) {
                    case "balances_covered" -> insufficient();
                    case "ledger_entries_cause_key" ->
                            store.booked(cause)
                                    .<RuntimeException>map(Transfers::alreadyBooked)
                                    .orElse(violation);
                    default -> violation;
                };
        if (refusal instanceof Failure failure) {
            signals.moved(failure.type().slug());
        }
        return refusal;
    }

    private static Failure insufficient() {
        return new Failure.Conflict(
                LedgerProblems.INSUFFICIENT_BALANCE, "The payer has less than that of the asset.");
    }

    private static Failure alreadyBooked(long transfer) {
        return new Failure.Conflict(
                LedgerProblems.ALREADY_BOOKED,
                "Transfer " + transfer + " was booked for this Idempotency-Key.");
    }

    /** A transfer of the viewer's own; moderators see all. */
    TransferRow find(Viewer.Member viewer, long id) {
        String own = viewer.is(Role.MODERATOR) ? null : Account.of(viewer.id()).text();
        return store.find(id, own)
                .orElseThrow(() -> new Failure.NotFound("There is no transfer " + id + "."));
    }
}
