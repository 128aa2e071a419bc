package dev.stoa.forum.imports;

import dev.stoa.forum.text.Excerpts;
import dev.stoa.forum.text.SafeHtml;

/** Foreign HTML made safe to serve, and its beginning as plain text. */
final class Html {
    private static final int EXCERPT = 200;

    private final SafeHtml safe = new SafeHtml();

    /** Foreign HTML, safe and short. */
    record Clean(String html, String excerpt) {}

    /** Cleans a body; cleaning again changes nothing. */
    Clean clean(String html) {
        SafeHtml.Clean clean = safe.clean(html);
        return new Clean(clean.html(), Excerpts.cut(clean.text(), EXCERPT));
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
}
