package dev.stoa.platform.limit;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a node knows of one caller under one policy. */
final class Account {
    /** After that long even a refusal for hours is asked for again: it may have been lifted. */
    private static final long REFUSAL_KEPT = TimeUnit.SECONDS.toNanos(5);

    private record Spent(Decision decision, long at) {}

    private final Terms terms;
    private final LongSupplier ticker;
    private final LocalBucket bucket;
    private final Lease lease;
    private volatile @Nullable Spent spent;

    Account(Terms terms, LongSupplier ticker) {
        this.terms = terms;
        this.ticker = ticker;
        this.bucket = new LocalBucket(terms, ticker.getAsLong());
        this.lease = new Lease(terms, ticker);
    }

    Terms terms() {
        return terms;
    }

    Lease lease() {
        return lease;
    }

    Decision takeLocally(boolean isLocal) {
        return bucket.take(terms, ticker.getAsLong(), isLocal);
    }

    Decision lookLocally(boolean isLocal) {
        return bucket.look(terms, ticker.getAsLong(), isLocal);
    }

    /** Remembers a decision after which no token is left. */
    void spent(Decision decision) {
        spent = new Spent(decision, ticker.getAsLong());
    }

    /** The refusal that a remembered decision means now, if it still does. */
    Optional<Decision> refusal() {
        Spent last = spent;
        if (last == null) {
            return Optional.empty();
        }
        long since = ticker.getAsLong() - last.at();
        return since < Math.min(last.decision().retryNanos(), REFUSAL_KEPT)
                ? Optional.of(last.decision().refusedAfter(since))
                : Optional.empty();
    }
}
