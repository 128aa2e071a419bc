package dev.stoa.platform.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's tokens that this node has taken from Redis and not given out yet.
 *
 * <p>While a batch is on its way requests are let in on credit, up to the size of the largest
 * batch; what was given on credit is taken out of the batches that follow. Batches grow with the
 * caller's pace, so a slow caller's tokens don't lie about on several nodes.
 */
final class Lease {
    private static final int LARGEST = 50;
    private static final int SHARE = 10;
    private static final long QUICK = TimeUnit.SECONDS.toNanos(1);

    /**
     * What Redis said last.
     *
     * @param decision as it was for the caller
     * @param at when, in ticks
     * @param isEmpty whether it gave less than was asked for
     */
    private record Word(Decision decision, long at, boolean isEmpty) {}

    private final Terms terms;
    private final LongSupplier ticker;
    private final int most;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asking =
            new AtomicReference<>();
    private volatile Word word;
    private volatile int size;

    Lease(Terms terms, LongSupplier ticker) {
        this.terms = terms;
        this.ticker = ticker;
        this.most = Math.clamp(terms.permits(terms.narrowest()) / SHARE, 1, LARGEST);
        long[] full = new long[terms.windows()];
        this.word = new Word(terms.decision(true, full, false), ticker.getAsLong() - QUICK, false);
    }

    /** Whether the next batch should be asked for by now. */
    boolean isLow() {
        return tokens.get() * 2 < size && asking.get() == null && !isTold(ticker.getAsLong());
    }

    /** A decision without Redis; null where only the next batch can tell. */
    @Nullable Decision draw() {
        long now = ticker.getAsLong();
        Word last = word;
        if (isTold(now) && tokens.get() <= 0) {
            return last.decision().refusedAfter(now - last.at());
        }
        long left = tokens.decrementAndGet();
        if (left < -most) {
            tokens.incrementAndGet();
            return null;
        }
        return last.decision().allowedAfter(now - last.at(), left);
    }

    /** Whether Redis is known to have nothing for the caller now. */
    private boolean isTold(long now) {
        Word last = word;
        return last.isEmpty() && now - last.at() < last.decision().retryNanos();
    }

    /**
     * Asks for the next batch, unless that is under way.
     *
     * @param source gives up to so many tokens
     * @return whether Redis answered
     */
    CompletionStage<Boolean> refill(IntFunction<? extends CompletionStage<Grant>> source) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> running = asking.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        int wanted = wanted();
        source.apply(wanted)
                .whenComplete(
                        (grant, _) -> {
                            if (grant != null) {
                                settle(grant, wanted);
                            }
                            asking.set(null);
                            mine.complete(grant != null);
                        });
        return mine;
    }

    private int wanted() {
        boolean isQuick = ticker.getAsLong() - word.at() < QUICK;
        size = isQuick ? Math.min(most, 2 * size + 1) : size / 2;
        return (int) Math.max(1, size - tokens.get());
    }

    private void settle(Grant grant, int wanted) {
        tokens.addAndGet(grant.taken());
        word = new Word(grant.decision(true, terms), ticker.getAsLong(), grant.taken() < wanted);
    }
}
