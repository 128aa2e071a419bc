package dev.stoa.forum.search;

import java.util.Collection;
import java.util.List;
import org.jsoup.Jsoup;

/**
 * A piece of a post round the first word that was looked for.
 *
 * @param text plain text of at most {@link #LENGTH} characters and an ellipsis at either cut end
 * @param highlights where the words stand in it
 */
record Snippet(String text, List<Highlight> highlights) {
    private static final int LENGTH = 240;

    /** Characters shown in front of the first word. */
    private static final int LEAD = 60;

    Snippet {
        highlights = List.copyOf(highlights);
    }

    /** Of the beginning of a post's HTML, which may be cut anywhere. */
    static Snippet of(String html, Collection<String> words) {
        String text = Jsoup.parseBodyFragment(html).text();
        List<Highlight> found = Highlight.of(text, words);
        int first = found.isEmpty() ? 0 : found.getFirst().start();
        int start = first <= LEAD ? 0 : wordAt(text, first - LEAD, first);
        int end = Math.min(text.length(), start + LENGTH);
        if (end < text.length()) {
            int space = text.lastIndexOf(' ', end);
            end = space > start + LENGTH / 2 ? space : whole(text, end);
        }
        String shown =
                (start > 0 ? "…" : "")
                        + text.substring(start, end)
                        + (end < text.length() ? "…" : "");
        return new Snippet(shown, Highlight.of(shown, words));
    }

    /** The first beginning of a word from {@code from} on, and before {@code to}. */
    private static int wordAt(String text, int from, int to) {
        int space = text.indexOf(' ', from);
        return space >= 0 && space < to ? space + 1 : whole(text, from);
    }

    /** Not between the two halves of one character. */
    private static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
