package dev.stoa.sessions.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import dev.stoa.sessions.ledger.BalanceSource.Audience;
import dev.stoa.sessions.ledger.BalanceSource.Holding;
import dev.stoa.sessions.ledger.BalanceSource.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain's node that answers well, slowly, wrongly and not at all. */
class JsonRpcBalancesTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration OPEN_FOR = Duration.ofMillis(400);
    private static final String ONE = address(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private ChainNode node;
    private JsonRpcBalances balances;

    @BeforeEach
    void start() throws Exception {
        node = ChainNode.started();
        balances = balances(Duration.ofMinutes(10));
    }

    @AfterEach
    void stop() {
        balances.close();
        node.close();
    }

    private JsonRpcBalances balances(Duration staleFor) {
        return new JsonRpcBalances(
                new JsonRpcConfig(node.address(), "ETH", TIMEOUT, OPEN_FOR, staleFor),
                new SourceTimers("json-rpc", meters),
                now::get);
    }

    private static String address(int number) {
        return "0x%040x".formatted(number);
    }

    private Reading one() {
        return balances.balances(Audience.ALL, List.of(ONE)).getFirst();
    }

    private long outcomes(String outcome) {
        return meters.get("stoa.balance.source").tag("outcome", outcome).timer().count();
    }

    private long refusedAfterMillis() {
        long began = System.nanoTime();
        assertThatThrownBy(this::one).isInstanceOf(Failure.Unavailable.class);
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    @Test
    void asksForAHundredAddressesInOneRequestAndPutsTheAnswersInOrder() {
        List<String> addresses =
                IntStream.rangeClosed(1, 100).mapToObj(JsonRpcBalancesTest::address).toList();

        List<Reading> readings = balances.balances(Audience.ALL, addresses);

        assertThat(node.asked()).isOne();
        assertThat(readings).extracting(Reading::address).containsExactlyElementsOf(addresses);
        assertThat(readings.get(41).holdings()).containsExactly(new Holding("ETH", "42"));
        assertThat(readings.get(41).asOf()).isEqualTo(now.get());
        assertThat(outcomes("good")).isOne();
    }

    @Test
    void readsAQuantityOf256Bits() {
        node.answers(
                200,
                "[{\"jsonrpc\":\"2.0\",\"id\":0,\"error\":null,\"result\":\"0x"
                        + "f".repeat(64)
                        + "\"}]");

        assertThat(one().holdings().getFirst().amount())
                .isEqualTo(
                        "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "[[]]",
                "[{}]",
                "null",
                "[{\"id\":0}]",
                "[{\"id\":0,\"result\":null}]",
                "[{\"id\":0,\"result\":10}]",
                "[{\"id\":0,\"result\":\"10\"}]",
                "[{\"id\":0,\"result\":\"0x\"}]",
                "[{\"id\":0,\"result\":\"0x01\"}]",
                "[{\"id\":0,\"result\":\"0X1\"}]",
                "[{\"id\":0,\"result\":\"0x-1\"}]",
                "[{\"id\":0,\"result\":\"0x1g\"}]",
                "[{\"id\":0,\"result\":\"0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"}]",
                "[{\"id\":1,\"result\":\"0x1\"}]",
                "[{\"id\":\"0\",\"result\":\"0x1\"}]",
                "[{\"id\":-1,\"result\":\"0x1\"}]",
                "[{\"id\":99999999999999999999,\"result\":\"0x1\"}]",
                "[{\"id\":0,\"result\":\"0x1\"},{\"id\":0,\"result\":\"0x2\"}]",
                "[{\"id\":0,\"result\":\"0x1\",\"result\":\"0x2\"}]",
                "[{\"id\":0,\"result\":\"0x1\"}]x",
                "[{\"id\":0,\"result\":\"0x1\"}",
                "[{\"id\":0,\"error\":{\"code\":-32000,\"message\":\"no\"}}]",
                "{\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}"
            })
    void takesNothingButOneWellFormedResult(String answer) {
        node.answers(200, answer);

        refusedAfterMillis();

        assertThat(outcomes("garbage")).isOne();
    }

    @Test
    void waitsNoLongerThanTheTimeoutForAHeadOrForABodyThatDrips() {
        node.does((_, _) -> Thread.sleep(5000));
        assertThat(refusedAfterMillis()).isBetween(250L, 1500L);

        node.does(
                (exchange, _) -> {
                    exchange.sendResponseHeaders(200, 1000);
                    for (int i = 0; i < 100; i++) {
                        exchange.getResponseBody().write(' ');
                        exchange.getResponseBody().flush();
                        Thread.sleep(50);
                    }
                });
        assertThat(refusedAfterMillis()).isBetween(250L, 1500L);
        assertThat(outcomes("timeout")).isEqualTo(2);
    }

    @Test
    void readsNoMoreOfAHugeAnswerThanItTakes() {
        node.does(
                (exchange, _) -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] part =
                            " "
                                    .repeat(1 << 16)
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(part);
                    }
                });

        assertThat(refusedAfterMillis()).isLessThan(1500);
        assertThat(outcomes("garbage")).isOne();
    }

    @Test
    void tellsStatusesAndBrokenConnectionsApart() {
        for (int status : new int[] {500, 404, 302, 204}) {
            node.answers(status, "");
            refusedAfterMillis();
        }
        assertThat(outcomes("status")).isEqualTo(4);
        node.close();
        refusedAfterMillis();
        assertThat(outcomes("unreachable")).isOne();
    }

    @Test
    void leavesItAloneAfterFiveFailuresAndLetsOneCallFindOutWhetherItIsWell() throws Exception {
        node.answers(500, "");
        for (int i = 0; i < 5; i++) {
            refusedAfterMillis();
        }
        assertThat(refusedAfterMillis()).isLessThan(100);
        assertThat(node.asked()).isEqualTo(5);
        assertThat(outcomes("open")).isOne();

        Thread.sleep(OPEN_FOR.plusMillis(200));
        refusedAfterMillis();
        refusedAfterMillis();
        assertThat(node.asked()).as("one probe failed, and it is open again").isEqualTo(6);

        CountDownLatch probed = new CountDownLatch(1);
        node.does(
                (exchange, request) -> {
                    probed.await();
                    ChainNode.well(exchange, request);
                });
        Thread.sleep(OPEN_FOR.plusMillis(200));
        List<Callable<Boolean>> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(() -> isAnswered(probed));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long answered =
                    threads.invokeAll(many).stream().filter(future -> future.resultNow()).count();
            assertThat(answered).as("the probe").isOne();
        }
        assertThat(node.asked()).isEqualTo(7);
        assertThat(one().stale()).isFalse();
    }

    /** The refused don't wait for the probe; the last of them lets it go on. */
    private boolean isAnswered(CountDownLatch probed) {
        try {
            one();
            return true;
        } catch (Failure.Unavailable e) {
            if (outcomes("open") >= 19) {
                probed.countDown();
            }
            return false;
        }
    }

    @Test
    void answersTheLastGoodReadingWithItsOwnTimeWhileTheNodeFails() {
        Instant then = now.get();
        assertThat(one().stale()).isFalse();
        now.set(then.plusSeconds(300));
        node.answers(500, "");

        Reading stale = one();

        assertThat(stale.stale()).isTrue();
        assertThat(stale.asOf()).isEqualTo(then);
        assertThat(stale.holdings()).containsExactly(new Holding("ETH", "1"));
        assertThatThrownBy(() -> balances.balances(Audience.ALL, Arrays.asList(ONE, address(2))))
                .as("an address that was never read")
                .isInstanceOf(Failure.Unavailable.class);
        node.does(ChainNode::well);
        assertThat(one())
                .isEqualTo(
                        new Reading(ONE, null, List.of(new Holding("ETH", "1")), now.get(), false));
    }

    @Test
    void forgetsReadingsThatAreTooOld() throws Exception {
        balances.close();
        balances = balances(Duration.ofMillis(100));
        one();
        node.answers(500, "");
        assertThat(one().stale()).isTrue();

        Thread.sleep(150);

        assertThatThrownBy(this::one).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void tellsNobodyTheAddressItAsks() {
        node.answers(500, "secret-key");

        assertThatThrownBy(this::one)
                .satisfies(
                        e -> {
                            assertThat(e.toString()).doesNotContain("secret-key");
                            assertThat(String.valueOf(e.getCause())).doesNotContain("secret-key");
                        });
        assertThat(new JsonRpcConfig(node.address(), "ETH", TIMEOUT, OPEN_FOR, OPEN_FOR).toString())
                .doesNotContain("secret-key");
    }
}
