package dev.stoa.platform.http;

import dev.stoa.platform.Work;

/** The {@code Server-Timing} header: where a request's time went, in milliseconds. */
final class ServerTiming {
    private ServerTiming() {}

    static String of(Work work) {
        StringBuilder text = new StringBuilder(96);
        duration(text.append("total"), work.elapsedNanos());
        duration(text.append(", db"), work.databaseNanos());
        text.append(";desc=\"").append(work.statementCount()).append(" statements\"");
        duration(text.append(", cache"), work.cacheNanos());
        duration(text.append(", pool"), work.poolNanos());
        return text.toString();
    }

    private static void duration(StringBuilder text, long nanos) {
        long hundredths = nanos / 10_000;
        text.append(";dur=").append(hundredths / 100).append('.');
        text.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
    }
}
