package dev.stoa.forum.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Finds the members a text names as {@code @username}: in running text, not in code, links, HTML or
 * e-mail addresses.
 */
final class Mentions extends AbstractVisitor {
    private static final int MOST = 20;

    /** Imported usernames have letters of any script; a full stop behind one is the sentence's. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<![\\p{L}\\p{M}\\p{Nd}_@./+-])@([\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._-]{0,38})(?!@)");

    private final Set<String> found = new LinkedHashSet<>();

    private Mentions() {}

    /** Usernames without the {@code @}, as written, each once: the first {@value #MOST}. */
    static List<String> in(Node document) {
        Mentions mentions = new Mentions();
        document.accept(mentions);
        return List.copyOf(mentions.found);
    }

    @Override
    public void visit(Text text) {
        Matcher name = NAME.matcher(text.getLiteral());
        while (found.size() < MOST && name.find()) {
            found.add(withoutStops(name.group(1)));
        }
    }

    private static String withoutStops(String name) {
        int end = name.length();
        while (end > 1 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == '-')) {
            end--;
        }
        return name.substring(0, end);
    }

    @Override
    public void visit(Link link) {
        // What a link says is where it goes, not whom it names.
    }

    @Override
    public void visit(Image image) {
        // A description of a picture.
    }
}
