package dev.stoa.platform.limit;

import static dev.stoa.platform.limit.LimitNode.SOMEONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A node without Redis. */
class LimiterTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
    private final Caller address = new Caller.Address(false, 1);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aBucketIsEmptiedAndFillsEvenly() {
        try (LimitNode node = LimitNode.alone(now::get, "rate-limits.post", "5/10s")) {
            for (int left = 4; left >= 0; left--) {
                assertThat(draw(node).remaining()).isEqualTo(left);
            }
            Decision refused = draw(node);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(2));
            assertThat(refused.resetSeconds()).isEqualTo(10);
            pass(Duration.ofMillis(1999));
            assertThat(draw(node).isAllowed()).isFalse();
            pass(Duration.ofMillis(1));
            assertThat(draw(node).isAllowed()).isTrue();
            assertThat(draw(node).isAllowed()).isFalse();
            pass(Duration.ofDays(1));
            assertThat(draw(node).remaining()).isEqualTo(4);
        }
    }

    @Test
    void allWindowsHoldAndARefusalTakesOfNone() {
        try (LimitNode node =
                LimitNode.alone(now::get, "rate-limits.read.anonymous", "4/1m,3/10s")) {
            for (int i = 0; i < 3; i++) {
                assertThat(read(node).isAllowed()).isTrue();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(read(node).isAllowed()).isFalse();
            }
            pass(Duration.ofSeconds(10));
            assertThat(read(node).isAllowed()).isTrue();
            Decision refused = read(node);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.limit()).isEqualTo(4);
        }
    }

    @Test
    void headersTellAllWindowsAndTheFewestTokens() {
        try (LimitNode node =
                LimitNode.alone(now::get, "rate-limits.read.anonymous", "200/1m,50/10s")) {
            Decision first = read(node);
            assertThat(first.policy())
                    .isEqualTo("\"read\";q=200;w=60, \"read-10s\";q=50;w=10")
                    .isSameAs(read(node).policy());
            assertThat(first.state()).isEqualTo("\"read-10s\";r=49;t=1");
            assertThat(first.isLocal()).as("one node without Redis is exact").isFalse();
        }
    }

    @Test
    void callersAndSubjectsAreCountedApart() {
        try (LimitNode node = LimitNode.alone(now::get, "rate-limits.nonce", "1/1m")) {
            Limiter limiter = node.limiter;
            assertThat(limiter.draw(LimitPolicies.NONCE, address, "0xa").isAllowed()).isTrue();
            assertThat(limiter.draw(LimitPolicies.NONCE, address, "0xb").isAllowed()).isTrue();
            assertThat(limiter.draw(LimitPolicies.NONCE, SOMEONE, "0xa").isAllowed()).isTrue();
            assertThat(limiter.draw(LimitPolicies.NONCE, address, "0xa").isAllowed()).isFalse();
            assertThat(limiter.draw(LimitPolicies.VERIFY, address).isAllowed()).isTrue();
            assertThat(limiter.draw(LimitPolicies.VERIFY, new Caller.ApiKey(7)).remaining())
                    .isEqualTo(4);
            assertThat(limiter.draw(LimitPolicies.VERIFY, SOMEONE).remaining()).isEqualTo(4);
        }
    }

    @Test
    void aRefusalIsFoundWithoutDrawing() {
        try (LimitNode node = LimitNode.alone(now::get, "rate-limits.auth-failure", "2/1m")) {
            Limiter limiter = node.limiter;
            limiter.draw(LimitPolicies.AUTH_FAILURE, address);
            assertThat(limiter.refusal(LimitPolicies.AUTH_FAILURE, address)).isEmpty();
            limiter.draw(LimitPolicies.AUTH_FAILURE, address);
            assertThat(limiter.refusal(LimitPolicies.AUTH_FAILURE, address))
                    .hasValueSatisfying(
                            it -> assertThat(it.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
            pass(Duration.ofSeconds(30));
            assertThat(limiter.refusal(LimitPolicies.AUTH_FAILURE, address)).isEmpty();
        }
    }

    @Test
    void lookingTakesNothing() {
        try (LimitNode node = LimitNode.alone(now::get)) {
            node.limiter.draw(LimitPolicies.VOTE, SOMEONE);
            for (int i = 0; i < 3; i++) {
                assertThat(node.limiter.standing(_ -> SOMEONE))
                        .containsOnlyKeys(LimitPolicies.ALL)
                        .hasEntrySatisfying(
                                LimitPolicies.VOTE, it -> assertThat(it.remaining()).isEqualTo(59))
                        .hasEntrySatisfying(
                                LimitPolicies.READ,
                                it -> assertThat(it.remaining()).isEqualTo(600));
            }
        }
    }

    @Test
    void switchedOffNothingIsLimited() {
        try (LimitNode node =
                LimitNode.alone(
                        now::get, "rate-limits.profile", "false", "rate-limits.vote", "1/1d")) {
            for (int i = 0; i < 10; i++) {
                assertThat(node.limiter.draw(LimitPolicies.VOTE, SOMEONE))
                        .isSameAs(Decision.UNLIMITED);
            }
        }
    }

    @Test
    void aMillionCallersAreBoundedInMemory() throws InterruptedException {
        try (LimitNode node = LimitNode.alone(now::get)) {
            long before = heap();
            for (int i = 0; i < 1_000_000; i++) {
                node.limiter.draw(LimitPolicies.READ, new Caller.Address(true, i));
            }
            assertThat(heap() - before).isLessThan(80L << 20);
            LimitNode.within(
                    Duration.ofSeconds(5),
                    () -> node.meters.get("stoa.ratelimit.callers").gauge().value() <= 100_000);
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Decision draw(LimitNode node) {
        return node.limiter.draw(LimitPolicies.POST, SOMEONE);
    }

    private Decision read(LimitNode node) {
        return node.limiter.draw(LimitPolicies.READ, address);
    }
}
