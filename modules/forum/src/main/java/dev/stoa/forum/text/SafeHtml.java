package dev.stoa.forum.text;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** The one policy of what HTML may be served: text, structure, links and pictures of the web. */
public final class SafeHtml {
    private static final int ROUNDS = 5;
    private static final Document.OutputSettings OUTPUT =
            new Document.OutputSettings().prettyPrint(false);

    // One for each user of it: a cleaner is not shared between threads.
    private final Cleaner cleaner =
            new Cleaner(
                    Safelist.relaxed()
                            .addTags("hr", "s", "del", "kbd", "ins")
                            .removeProtocols("a", "href", "ftp")
                            .addAttributes("code", "class")
                            .addAttributes("pre", "class")
                            .addAttributes("th", "align")
                            .addAttributes("td", "align")
                            .addEnforcedAttribute("a", "rel", "nofollow noopener ugc"));

    /**
     * What may be served.
     *
     * @param html the same when it is cleaned again
     * @param text what it says, without markup
     */
    public record Clean(String html, String text) {}

    /**
     * Cleans {@code html}. A browser may read what a cleaner wrote otherwise than it was meant, so
     * it is cleaned until nothing changes; what never comes to rest is shown as the text it is.
     */
    public Clean clean(String html) {
        String before = html.replace("\0", "");
        for (int i = 0; i < ROUNDS; i++) {
            Document clean = once(before);
            String after = clean.body().html();
            if (after.equals(before)) {
                return new Clean(after, clean.body().text());
            }
            before = after;
        }
        Document plain = once("<p>" + Entities.escape(before) + "</p>");
        return new Clean(plain.body().html(), plain.body().text());
    }

    private Document once(String html) {
        Document clean = cleaner.clean(Jsoup.parseBodyFragment(html));
        clean.outputSettings(OUTPUT);
        return clean;
    }
}
