package dev.stoa.forum.text;

/** Beginnings of texts. */
public final class Excerpts {
    /** Characters of a thread's excerpt at most. */
    static final int THREAD = 300;

    private Excerpts() {}

    /**
     * At most {@code most} characters of {@code text} with its white space collapsed, cut after a
     * word.
     */
    public static String cut(String text, int most) {
        String flat = text.strip().replaceAll("\\s+", " ");
        if (flat.length() <= most) {
            return flat;
        }
        int end = flat.lastIndexOf(' ', most - 1);
        if (end < most / 2) {
            end = most - 1;
            if (Character.isHighSurrogate(flat.charAt(end - 1))) {
                end--;
            }
        }
        return flat.substring(0, end) + "\u2026";
    }
}
