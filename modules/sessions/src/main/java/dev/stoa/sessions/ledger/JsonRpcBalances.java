package dev.stoa.sessions.ledger;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Balances of a chain, asked of one of its nodes by JSON-RPC, all addresses at once. They are
 * public, so whoever is signed in may ask.
 *
 * <p>Five failures in a row open the circuit; then it is left alone for a while, and one call finds
 * out whether it is well again. What can't be asked is answered from {@link LastGood}.
 */
final class JsonRpcBalances implements BalanceSource {
    private static final int FAILURES = 5;

    // One result is about 120 bytes: an id, a quantity of up to 66 characters and the protocol.
    private static final int MOST_BYTES_EACH = 512;

    private final JsonRpcExchange exchange;
    private final String asset;
    private final CircuitBreaker circuit;
    private final LastGood lastGood;
    private final SourceTimers timers;
    private final InstantSource clock;

    JsonRpcBalances(JsonRpcConfig config, SourceTimers timers, InstantSource clock) {
        this.exchange = new JsonRpcExchange(config.address(), config.timeout());
        this.asset = config.asset();
        this.circuit =
                CircuitBreaker.create(
                        circuit ->
                                circuit.volume(FAILURES).errorRatio(100).delay(config.openFor()));
        this.lastGood = new LastGood(config.staleFor());
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "json-rpc";
    }

    @Override
    public Audience audience(Viewer.Member viewer) {
        return Audience.ALL;
    }

    @Override
    public List<Reading> balances(Audience audience, List<String> addresses) {
        try {
            List<Reading> readings = timers.timed(() -> guarded(addresses));
            lastGood.keep(readings);
            return readings;
        } catch (SourceFailed e) {
            return lastGood.of(addresses)
                    .orElseThrow(
                            () ->
                                    new Failure.Unavailable(
                                            "The source of balances can't be asked now.", e));
        }
    }

    private List<Reading> guarded(List<String> addresses) {
        try {
            return circuit.invoke(() -> asked(addresses));
        } catch (CircuitBreakerOpenException e) {
            throw new SourceFailed(SourceFailed.Kind.OPEN);
        }
    }

    private List<Reading> asked(List<String> addresses) {
        Instant asOf = clock.instant();
        byte[] answer =
                exchange.post(
                        JsonRpcMessages.request(addresses),
                        1024 + MOST_BYTES_EACH * addresses.size());
        List<String> amounts = JsonRpcMessages.amounts(answer, addresses.size());
        return IntStream.range(0, addresses.size())
                .mapToObj(
                        i ->
                                new Reading(
                                        addresses.get(i),
                                        null,
                                        List.of(new Holding(asset, amounts.get(i))),
                                        asOf,
                                        false))
                .toList();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
