package dev.stoa.sessions.ledger;

import dev.stoa.platform.config.InvalidSettings;
import dev.stoa.platform.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How a chain's node is asked.
 *
 * @param address may hold a key
 * @param asset what its balances are called
 * @param timeout longest wait for one answer
 * @param openFor how long it is left alone after failures
 * @param staleFor how old a balance may be that is answered in its place
 */
record JsonRpcConfig(
        URI address, String asset, Duration timeout, Duration openFor, Duration staleFor) {
    /**
     * @throws InvalidSettings when there is no address
     */
    static JsonRpcConfig of(Settings settings) {
        String address = settings.get(LedgerSettings.URL);
        if (address.isEmpty()) {
            throw new InvalidSettings(
                    List.of(
                            LedgerSettings.URL.key()
                                    + " must be set, as "
                                    + LedgerSettings.SOURCE.key()
                                    + " is json-rpc"));
        }
        return new JsonRpcConfig(
                URI.create(address),
                settings.get(LedgerSettings.ASSET),
                settings.get(LedgerSettings.TIMEOUT),
                settings.get(LedgerSettings.OPEN_FOR),
                settings.get(LedgerSettings.STALE_FOR));
    }

    @Override
    public String toString() {
        return "JsonRpcConfig[" + address.getHost() + ']';
    }
}
