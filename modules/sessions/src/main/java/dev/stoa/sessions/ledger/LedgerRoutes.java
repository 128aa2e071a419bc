package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.sessions.ledger.LedgerStore.EntryRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ledger over HTTP. */
final class LedgerRoutes {
    static final String TRANSFERS = "/api/sessions/ledger/transfers";

    /** Digits of the largest amount: a hundred million of them still fit into one balance. */
    private static final int DIGITS = 30;

    private static final Field ASSET =
            Field.required("asset", new Form.Text(Asset.LONGEST), "What, e.g. credit.");
    private static final Field AMOUNT =
            Field.required(
                    "amount", new Form.Amount(DIGITS), "How much, in the asset's smallest unit.");
    private static final Param[] FILTERS = {
        Param.choice("type", "Only entries of this type.", EntryType.texts()),
        Param.text("asset", Asset.LONGEST, "Only entries of this asset."),
        Param.time("from", "Only entries from this moment on."),
        Param.time("to", "Only entries before this moment."),
        Paging.LIMIT,
        Paging.AFTER
    };

    private final LedgerStore store;
    private final Transfers transfers;
    private final Cursors cursors;

    LedgerRoutes(Platform platform, LedgerStore store, Transfers transfers) {
        this.store = store;
        this.transfers = transfers;
        this.cursors = platform.cursors();
    }

    List<Route> routes() {
        Route.Traits read = Route.Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ));
        Route.Traits move = Route.Traits.MEMBER_WRITE.with(Route.Repeatable.ONLY_WITH_KEY);
        return List.of(
                Route.post(TRANSFERS, "Give value to another member", "Transfer", this::transfer)
                        .with(move.with(Access.member(Scope.SESSIONS_WRITE)))
                        .fields(
                                Field.optional("toMember", new Form.Id(), "Who gets it, by id."),
                                Field.optional(
                                        "toAddress", new Form.Address(), "Who gets it, by wallet."),
                                ASSET,
                                AMOUNT,
                                Field.optional(
                                        "note", new Form.Text(200), "Why; both sides see it.")),
                Route.get(
                                TRANSFERS + "/{id}",
                                "A transfer of one's own; moderators see all",
                                "Transfer",
                                this::find,
                                Param.pathId("id", "The transfer."))
                        .with(read),
                Route.post(
                                "/api/sessions/ledger/grants",
                                "Give value that comes from the mint",
                                "Transfer",
                                this::grant)
                        .with(move.with(Access.admin(Scope.SESSIONS_WRITE)))
                        .fields(
                                Field.required("member", new Form.Id(), "Who gets it."),
                                ASSET,
                                AMOUNT,
                                Field.required("reason", new Form.Text(200), "Why; they see it.")),
                Route.get(
                                "/api/sessions/ledger",
                                "Entries of one's own, or for moderators anyone's, the newest first",
                                "LedgerEntryPage",
                                this::list,
                                with(Param.id("member", "Whose; for moderators.")))
                        .with(read),
                Route.get(
                                "/api/sessions/me/ledger",
                                "Entries of one's own, the newest first",
                                "LedgerEntryPage",
                                call -> page(call, call.viewer().signedIn().id().value()),
                                FILTERS)
                        .with(read));
    }

    private static Param[] with(Param first) {
        Param[] all = new Param[FILTERS.length + 1];
        all[0] = first;
        System.arraycopy(FILTERS, 0, all, 1, FILTERS.length);
        return all;
    }

    private Reply transfer(Call call) {
        Fields fields = call.fields();
        return transfers.book(
                call,
                new Order(
                        EntryType.TRANSFER,
                        Account.of(call.viewer().signedIn().id()),
                        Recipient.of(fields),
                        Asset.of(fields.text("asset")),
                        fields.text("amount"),
                        fields.textOrNull("note")));
    }

    private Reply grant(Call call) {
        Fields fields = call.fields();
        return transfers.book(
                call,
                new Order(
                        EntryType.GRANT,
                        Account.MINT,
                        Recipient.of(fields.id("member")),
                        Asset.of(fields.text("asset")),
                        fields.text("amount"),
                        fields.text("reason")));
    }

    private Reply find(Call call) {
        return Reply.ok(
                LedgerBodies.transfer(
                        transfers.find(call.viewer().signedIn(), call.arguments().pathId("id"))));
    }

    private Reply list(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        Long asked = call.arguments().idOrNull("member");
        MemberId member = asked == null ? viewer.id() : new MemberId(asked);
        if (!member.equals(viewer.id()) && !viewer.is(Role.MODERATOR)) {
            throw new Failure.NotFound("There is no such ledger.");
        }
        return page(call, member.value());
    }

    private Reply page(Call call, long member) {
        EntryFilter filter = EntryFilter.of(member, call.arguments());
        Paging paging = Paging.of(call.arguments());
        String scope = call.viewer().key() + '|' + filter.scope();
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        Object at = cursor.<Object>map(c -> instant(c.tuple().part(0))).orElse("infinity");
        long id = cursor.map(c -> c.tuple().part(1)).orElse(Long.MAX_VALUE);
        List<EntryRow> rows = store.recent(filter, at, id, paging.limit());
        List<EntryRow> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > paging.limit()
                        ? cursors.write(
                                Cursor.after(shown.getLast().micros(), shown.getLast().id()), scope)
                        : null;
        return Reply.ok(new Page<>(shown, next, null).body(LedgerBodies::entry));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
