package dev.stoa.forum.imports;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Foreign HTML made safe to serve, and its beginning as plain text. */
final class Html {
    private static final int EXCERPT = 200;
    private static final Document.OutputSettings OUTPUT =
            new Document.OutputSettings().prettyPrint(false);

    // One for each importer: a cleaner is not shared between threads.
    private final Cleaner cleaner =
            new Cleaner(
                    Safelist.relaxed()
                            .addTags("hr", "s", "del", "kbd", "ins")
                            .removeProtocols("a", "href", "ftp")
                            .addAttributes("code", "class")
                            .addAttributes("pre", "class")
                            .addEnforcedAttribute("a", "rel", "nofollow noopener ugc"));

    /** Foreign HTML, safe and short. */
    record Clean(String html, String excerpt) {}

    /** Cleans a body; cleaning again changes nothing. */
    Clean clean(String html) {
        Document clean = cleaner.clean(Jsoup.parseBodyFragment(html.replace("\0", "")));
        clean.outputSettings(OUTPUT);
        return new Clean(clean.body().html(), cut(clean.body().text()));
    }

    /** Text without markup, as a comment's: escaped, with paragraphs. */
    static String ofText(String text) {
        return "<p>"
                + text.replace("\0", "")
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .strip()
                        .replaceAll("\\R{2,}", "</p>\n<p>")
                + "</p>";
    }

    /** At most 200 characters of {@code text} with its white space collapsed, cut after a word. */
    static String cut(String text) {
        String flat = text.strip().replaceAll("\\s+", " ");
        if (flat.length() <= EXCERPT) {
            return flat;
        }
        int end = flat.lastIndexOf(' ', EXCERPT - 1);
        if (end < EXCERPT / 2) {
            end = EXCERPT - 1;
            if (Character.isHighSurrogate(flat.charAt(end - 1))) {
                end--;
            }
        }
        return flat.substring(0, end) + "\u2026";
    }
}
