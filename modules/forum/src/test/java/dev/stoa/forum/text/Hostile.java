package dev.stoa.forum.text;

import dev.stoa.platform.Packaged;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Texts that might become active in a reader's browser, and what must be left of them. */
public final class Hostile {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "a",
                    "b",
                    "blockquote",
                    "br",
                    "caption",
                    "cite",
                    "code",
                    "col",
                    "colgroup",
                    "dd",
                    "del",
                    "div",
                    "dl",
                    "dt",
                    "em",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr",
                    "i",
                    "img",
                    "ins",
                    "kbd",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "q",
                    "s",
                    "small",
                    "span",
                    "strike",
                    "strong",
                    "sub",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "u",
                    "ul");
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "align", "alt", "cite", "class", "colspan", "height", "href", "rel", "rowspan",
                    "scope", "span", "src", "start", "summary", "title", "type", "valign", "width",
                    "abbr", "axis");
    private static final Set<String> ADDRESSES = Set.of("href", "src", "cite");

    private Hostile() {}

    /** The texts of {@code hostile.txt}. */
    public static List<String> texts() {
        return Packaged.text(Hostile.class.getResourceAsStream("hostile.txt"))
                .lines()
                .filter(line -> !line.startsWith("# "))
                .map(String::translateEscapes)
                .toList();
    }

    /** What in {@code html} is not among the few things that do nothing; empty where all is. */
    public static List<String> active(String html) {
        return Jsoup.parseBodyFragment(html).body().getAllElements().stream()
                .skip(1)
                .flatMap(Hostile::active)
                .toList();
    }

    private static Stream<String> active(Element element) {
        Stream<String> attributes =
                element.attributes().asList().stream()
                        .filter(attribute -> !isQuiet(attribute))
                        .map(attribute -> element.tagName() + ' ' + attribute);
        return ELEMENTS.contains(element.tagName())
                ? attributes
                : Stream.concat(Stream.of(element.tagName()), attributes);
    }

    private static boolean isQuiet(Attribute attribute) {
        if (!ATTRIBUTES.contains(attribute.getKey())) {
            return false;
        }
        return !ADDRESSES.contains(attribute.getKey())
                || attribute.getValue().matches("(https?://|mailto:)[^\\s\\p{Cntrl}].*");
    }
}
