package dev.stoa.platform.limit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A quota under a policy's name, ready for arithmetic and for headers. */
final class Terms {
    static final Terms NONE = new Terms();

    private final List<Rate> rates;
    private final List<String> names;
    private final long[] intervals;
    private final String text;
    private final String localText;
    private final int narrowest;

    private Terms() {
        this.rates = List.of();
        this.names = List.of();
        this.intervals = new long[0];
        this.text = "";
        this.localText = "";
        this.narrowest = 0;
    }

    Terms(String policy, Quota quota) {
        this.rates = quota.rates();
        this.names =
                IntStream.range(0, rates.size())
                        .mapToObj(
                                i ->
                                        i == 0
                                                ? policy
                                                : policy
                                                        + "-"
                                                        + rates.get(i).per().toSeconds()
                                                        + "s")
                        .toList();
        this.intervals = rates.stream().mapToLong(Rate::intervalNanos).toArray();
        this.text = text("");
        this.localText = text(";local");
        this.narrowest =
                IntStream.range(0, rates.size())
                        .boxed()
                        .min((a, b) -> Integer.compare(permits(a), permits(b)))
                        .orElseThrow();
    }

    private String text(String mark) {
        return IntStream.range(0, rates.size())
                .mapToObj(
                        i ->
                                "\"%s\";q=%d;w=%d%s"
                                        .formatted(
                                                names.get(i),
                                                permits(i),
                                                rates.get(i).per().toSeconds(),
                                                mark))
                .collect(Collectors.joining(", "));
    }

    int windows() {
        return intervals.length;
    }

    /** Name of a window in headers. */
    String name(int window) {
        return names.get(window);
    }

    final int permits(int window) {
        return rates.get(window).permits();
    }

    Rate rate(int window) {
        return rates.get(window);
    }

    /** Nanoseconds in which a token comes back. */
    long interval(int window) {
        return intervals[window];
    }

    /** Nanoseconds in which an empty bucket fills. */
    long room(int window) {
        return intervals[window] * permits(window);
    }

    /** The window with the fewest permits. */
    int narrowest() {
        return narrowest;
    }

    /** The value of {@code RateLimit-Policy}. */
    String text(boolean isLocal) {
        return isLocal ? localText : text;
    }

    /**
     * What to say when each window is full again in {@code fullIn} nanoseconds, of the window with
     * the fewest tokens left.
     */
    Decision decision(boolean allowed, long[] fullIn, boolean isLocal) {
        int reported = 0;
        long fewest = Long.MAX_VALUE;
        long retry = 0;
        for (int i = 0; i < fullIn.length; i++) {
            long left = Math.max(0, (room(i) - fullIn[i]) / interval(i));
            retry = Math.max(retry, fullIn[i] + interval(i) - room(i));
            if (left < fewest) {
                fewest = left;
                reported = i;
            }
        }
        return new Decision(
                allowed, this, reported, fewest, fullIn[reported], Math.max(0, retry), isLocal);
    }
}
