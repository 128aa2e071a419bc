package dev.stoa.forum.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A word that was looked for, where it stands in a text.
 *
 * @param start offset of its first UTF-16 code unit, as JavaScript and Java count
 * @param end offset behind its last
 */
record Highlight(int start, int end) {
    /** Marks of one text at most. */
    private static final int MOST = 50;

    /**
     * Where {@code words} stand in {@code text} as whole words in capitals or not, in order,
     * without overlaps.
     */
    static List<Highlight> of(String text, Collection<String> words) {
        return apart(all(text, words, Highlight::isBorder));
    }

    /** The same, inside of words, too. */
    static List<Highlight> inside(String text, Collection<String> words) {
        return apart(all(text, words, (_, _) -> true));
    }

    /** Whether a mark may begin or end there. */
    private interface Border {
        boolean isAt(String text, int at);
    }

    private static List<Highlight> all(String text, Collection<String> words, Border border) {
        List<Highlight> found = new ArrayList<>();
        for (String word : words) {
            int length = word.length();
            int at = 0;
            while (at + length <= text.length() && found.size() < 10 * MOST) {
                if (text.regionMatches(true, at, word, 0, length)
                        && border.isAt(text, at)
                        && border.isAt(text, at + length)) {
                    found.add(new Highlight(at, at + length));
                    at += length;
                } else {
                    at++;
                }
            }
        }
        return found;
    }

    private static List<Highlight> apart(List<Highlight> found) {
        found.sort(
                Comparator.comparingInt(Highlight::start)
                        .thenComparing(Comparator.comparingInt(Highlight::end).reversed()));
        List<Highlight> apart = new ArrayList<>();
        int end = 0;
        for (Highlight highlight : found) {
            if (highlight.start() >= end && apart.size() < MOST) {
                apart.add(highlight);
                end = highlight.end();
            }
        }
        return apart;
    }

    private static boolean isBorder(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.codePointBefore(at))
                || !Character.isLetterOrDigit(text.codePointAt(at));
    }
}
