package dev.stoa.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws the spans of a trace as an indented list of kinds and names. */
final class SpanTree {
    private final List<ReceivedSpan> spans;
    private final StringBuilder drawing = new StringBuilder();

    private SpanTree(List<ReceivedSpan> spans) {
        this.spans = spans;
    }

    static String of(List<ReceivedSpan> spans) {
        SpanTree tree = new SpanTree(spans);
        Set<String> ids = spans.stream().map(ReceivedSpan::spanId).collect(Collectors.toSet());
        spans.stream()
                .filter(span -> !ids.contains(span.parentId()))
                .forEach(root -> tree.draw(root, ""));
        return tree.drawing.toString();
    }

    private void draw(ReceivedSpan span, String indent) {
        drawing.append(indent).append(span.kind()).append(' ').append(span.name()).append('\n');
        spans.stream()
                .filter(child -> child.parentId().equals(span.spanId()))
                .sorted(Comparator.comparingLong(ReceivedSpan::started))
                .forEach(child -> draw(child, indent + "  "));
    }
}
