package dev.stoa.sessions.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.sessions.ledger.BalanceSource.Holding;
import dev.stoa.sessions.ledger.BalanceSource.Reading;
import dev.stoa.sessions.ledger.LedgerStore.EntryRow;
import dev.stoa.sessions.ledger.LedgerStore.TransferRow;
import java.io.IOException;
import java.util.List;

/** Transfers, entries and balances as JSON; amounts are text, as they go beyond 2^53. */
final class LedgerBodies {
    private LedgerBodies() {}

    static Body transfer(TransferRow transfer) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "id", transfer.id());
                    json.writeStringField("type", transfer.type());
                    json.writeStringField("asset", transfer.asset());
                    json.writeStringField("amount", transfer.amount());
                    json.writeStringField("from", transfer.payer());
                    json.writeStringField("to", transfer.payee());
                    Json.text(json, "note", transfer.note());
                    Json.instant(json, "createdAt", transfer.at());
                    json.writeEndObject();
                });
    }

    static void entry(JsonGenerator json, EntryRow entry) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", entry.id());
        Json.id(json, "transferId", entry.transfer());
        json.writeStringField("type", entry.type());
        json.writeStringField("asset", entry.asset());
        json.writeStringField("amount", entry.amount());
        json.writeStringField("balanceAfter", entry.balanceAfter());
        Json.text(json, "counterparty", entry.counterparty());
        Json.text(json, "note", entry.note());
        Json.instant(json, "createdAt", entry.at());
        json.writeEndObject();
    }

    static Body balance(String source, Reading reading) {
        return Json.body(json -> balance(json, source, reading));
    }

    /** The balances that are known, in the order asked, and the addresses that are not. */
    static Body balances(String source, List<Reading> readings, List<String> missing) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("items");
                    for (Reading reading : readings) {
                        balance(json, source, reading);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("missing");
                    for (String address : missing) {
                        json.writeString(address);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void balance(JsonGenerator json, String source, Reading reading)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("address", reading.address());
        json.writeArrayFieldStart("balances");
        for (Holding holding : reading.holdings()) {
            json.writeStartObject();
            json.writeStringField("asset", holding.asset());
            json.writeStringField("amount", holding.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.instant(json, "asOf", reading.asOf());
        json.writeStringField("source", source);
        json.writeBooleanField("stale", reading.stale());
        json.writeEndObject();
    }
}
