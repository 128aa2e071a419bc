package dev.stoa.platform.observe;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a W3C {@code traceparent} header says.
 *
 * @param high first half of the trace id
 * @param low second half
 * @param span the caller's span
 * @param sampled whether the caller keeps its trace
 */
record TraceParent(long high, long low, long span, boolean sampled) {
    private static final int LENGTH = 55;

    /** What {@code header} says; null where it is absent or not of the standard's form. */
    static @Nullable TraceParent parse(@Nullable String header) {
        if (header == null || header.length() < LENGTH || !wellFormed(header)) {
            return null;
        }
        try {
            long high = HexFormat.fromHexDigitsToLong(header, 3, 19);
            long low = HexFormat.fromHexDigitsToLong(header, 19, 35);
            long span = HexFormat.fromHexDigitsToLong(header, 36, 52);
            int flags = HexFormat.fromHexDigits(header, 53, 55);
            return (high | low) == 0 || span == 0
                    ? null
                    : new TraceParent(high, low, span, (flags & 1) != 0);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** Version 00 has exactly this length; later ones may go on behind another dash. */
    private static boolean wellFormed(String header) {
        if (header.charAt(2) != '-' || header.charAt(35) != '-' || header.charAt(52) != '-') {
            return false;
        }
        if (header.startsWith("00")) {
            return header.length() == LENGTH && isLower(header);
        }
        return !header.startsWith("ff")
                && isLower(header)
                && (header.length() == LENGTH || header.charAt(LENGTH) == '-');
    }

    private static boolean isLower(String header) {
        for (int i = 0; i < LENGTH; i++) {
            if (header.charAt(i) >= 'A' && header.charAt(i) <= 'F') {
                return false;
            }
        }
        return HexFormat.isHexDigit(header.charAt(0)) && HexFormat.isHexDigit(header.charAt(1));
    }
}
