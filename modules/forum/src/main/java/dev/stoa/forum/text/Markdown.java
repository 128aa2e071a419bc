package dev.stoa.forum.text;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark with tables, strikethrough and bare links. Nesting is bounded, as the tree is walked
 * by recursion; what goes deeper is text.
 */
public final class Markdown {
    private static final int DEEPEST = 100;
    private static final List<Extension> EXTENSIONS =
            List.of(
                    AutolinkExtension.create(),
                    StrikethroughExtension.create(),
                    TablesExtension.create());
    private static final Parser PARSER =
            Parser.builder()
                    .extensions(EXTENSIONS)
                    .maxOpenBlockParsers(DEEPEST)
                    .maxInlineNesting(DEEPEST)
                    .build();

    /** HTML within Markdown is let through here: {@link SafeHtml} has the last word on all. */
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).sanitizeUrls(true).build();

    private Markdown() {}

    /**
     * A text, ready to be stored.
     *
     * @param html safe to serve
     * @param excerpt how it begins, without markup
     * @param mentions usernames it names, without the {@code @}
     */
    public record Written(String html, String excerpt, List<String> mentions) {
        public Written {
            mentions = List.copyOf(mentions);
        }
    }

    /** Renders {@code markdown}; takes milliseconds of a processor for a long text. */
    public static Written written(String markdown) {
        Node document = PARSER.parse(markdown);
        SafeHtml.Clean clean = new SafeHtml().clean(RENDERER.render(document));
        return new Written(
                clean.html(), Excerpts.cut(clean.text(), Excerpts.THREAD), Mentions.in(document));
    }
}
