package dev.stoa.maintenance.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Figures in sentences. */
final class Words {
    private Words() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20));
    }

    static String time(Duration length) {
        long seconds = length.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** A confidence that rises from a half to nearly one as {@code count} passes {@code enough}. */
    static double confidence(long count, long enough) {
        return 0.5 + 0.45 * Math.min(1, (double) count / (10 * enough));
    }

    /** The one that was counted most often. */
    static Optional<Map.Entry<String, Long>> most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(
                                        Map.Entry.comparingByKey(Comparator.reverseOrder())));
    }
}
