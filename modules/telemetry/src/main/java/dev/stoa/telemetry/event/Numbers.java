package dev.stoa.telemetry.event;

/**
 * Which numbers of JSON props may hold. PostgreSQL keeps and answers them with all their digits, so
 * that {@code 1e-9999} would be ten thousand characters; and none may be too small or too large for
 * a double.
 */
public final class Numbers {
    private static final int LONGEST = 40;
    private static final int MOST_EXPONENT = 60;

    private Numbers() {}

    /**
     * Whether a well-formed number is short enough as it is written, and when it is written out: up
     * to 40 characters, and an exponent of -60 to 60.
     */
    public static boolean isSound(String number) {
        if (number.length() > LONGEST) {
            return false;
        }
        int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
        return mark < 0 || Math.abs(exponent(number.substring(mark + 1))) <= MOST_EXPONENT;
    }

    private static long exponent(String digits) {
        return digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
