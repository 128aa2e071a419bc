package dev.stoa.sessions.ledger;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/** Where balances come from. */
final class LedgerSettings {
    static final Setting<String> SOURCE =
            Setting.choice(
                    "sessions.balances.source",
                    List.of("ledger", "json-rpc"),
                    "ledger",
                    "Where balances come from: our own ledger, or a node of a chain by JSON-RPC.");
    static final Setting<String> URL =
            Setting.address(
                    "sessions.balances.json-rpc.url",
                    List.of("http://", "https://"),
                    "",
                    "The chain's node; it may hold a key, so it is shown nowhere.");
    static final Setting<String> ASSET =
            Setting.text(
                    "sessions.balances.json-rpc.asset",
                    "ETH",
                    "What the chain's balances are called; amounts are in its smallest unit.");
    static final Setting<Duration> TIMEOUT =
            Setting.duration(
                    "sessions.balances.json-rpc.timeout",
                    "2s",
                    "The longest one answer of the chain's node is waited for.");
    static final Setting<Duration> OPEN_FOR =
            Setting.duration(
                    "sessions.balances.json-rpc.open-for",
                    "10s",
                    "How long the chain's node is left alone after five failures in a row.");
    static final Setting<Duration> STALE_FOR =
            Setting.duration(
                    "sessions.balances.json-rpc.stale-for",
                    "10m",
                    "How old a balance may be that is answered while the chain's node fails.");

    private LedgerSettings() {}

    static List<Setting<?>> all() {
        return List.of(SOURCE, URL, ASSET, TIMEOUT, OPEN_FOR, STALE_FOR);
    }
}
