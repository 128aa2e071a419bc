package dev.stoa.platform.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a request is within its limits, and how the window with the fewest tokens stands. */
public final class Decision {
    /** Allowed, and of no policy. */
    public static final Decision UNLIMITED =
            new Decision(true, Terms.NONE, 0, Long.MAX_VALUE, 0, 0, false);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final boolean allowed;
    private final Terms terms;
    private final int window;
    private final long remaining;
    private final long resetNanos;
    private final long retryNanos;
    private final boolean local;

    Decision(
            boolean allowed,
            Terms terms,
            int window,
            long remaining,
            long resetNanos,
            long retryNanos,
            boolean local) {
        this.allowed = allowed;
        this.terms = terms;
        this.window = window;
        this.remaining = remaining;
        this.resetNanos = resetNanos;
        this.retryNanos = retryNanos;
        this.local = local;
    }

    public boolean isAllowed() {
        return allowed;
    }

    /** Whether any policy applied. */
    public boolean isLimited() {
        return terms != Terms.NONE;
    }

    /** Whether this node alone decided because Redis is away. */
    public boolean isLocal() {
        return local;
    }

    /** Permits of the window. */
    public long limit() {
        return isLimited() ? terms.permits(window) : Long.MAX_VALUE;
    }

    /** Seconds of the window. */
    public long windowSeconds() {
        return isLimited() ? terms.rate(window).per().toSeconds() : 0;
    }

    /** Tokens left in the window. */
    public long remaining() {
        return remaining;
    }

    /** Whole seconds until the window's bucket is full, rounded up. */
    public long resetSeconds() {
        return Math.ceilDiv(Math.max(0, resetNanos), SECOND);
    }

    /** Whole seconds until the next request can be allowed, at least 1. */
    public Duration retryAfter() {
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(retryNanos, SECOND)));
    }

    long retryNanos() {
        return retryNanos;
    }

    /** The value of {@code RateLimit-Policy}; the same string object each time. */
    public String policy() {
        return terms.text(local);
    }

    /** The value of {@code RateLimit}. */
    public String state() {
        return "\"" + terms.name(window) + "\";r=" + remaining + ";t=" + resetSeconds();
    }

    /** The same, allowed, {@code nanos} later, with {@code leased} tokens more at hand. */
    Decision allowedAfter(long nanos, long leased) {
        return new Decision(
                true,
                terms,
                window,
                Math.clamp(
                        remaining + leased + nanos / terms.interval(window),
                        0,
                        terms.permits(window)),
                Math.max(0, resetNanos - nanos),
                0,
                local);
    }

    /** The same, refused, {@code nanos} later. */
    Decision refusedAfter(long nanos) {
        return new Decision(
                false,
                terms,
                window,
                0,
                Math.max(0, resetNanos - nanos),
                Math.max(0, retryNanos - nanos),
                local);
    }
}
