package dev.stoa.platform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The shape of a plan: a line for each node with its depth, kind, relation and index. What is
 * chance is left out: that rows are remembered, below a hash which order an index has, and how many
 * partitions there are.
 */
final class PlanShape {
    private static final Pattern ORDERED = Pattern.compile("_(recent|published|created)$");
    // 2026, 202601, 20260131, 2026_01, p2026_01_31 and what an index of a partition adds behind
    private static final Pattern PARTITION =
            Pattern.compile("_p?(19|20)\\d\\d(_?\\d\\d){0,2}(?=_|$)");

    private PlanShape() {}

    static String of(PlanNode root) {
        List<String> lines = new ArrayList<>();
        add(root, 0, lines);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).strip().equals("Hash")) {
                lines.set(i, ORDERED.matcher(lines.get(i)).replaceFirst(""));
            }
        }
        return String.join("\n", lines);
    }

    private static void add(PlanNode node, int depth, List<String> lines) {
        String type = node.text("Node Type");
        if (type.equals("Memoize")) {
            add(node.children().getFirst(), depth, lines);
            return;
        }
        StringBuilder line = new StringBuilder("  ".repeat(depth)).append(type);
        if (!node.text("Relation Name").isEmpty()) {
            line.append(' ').append(parent(node.text("Relation Name")));
        }
        if (!node.text("Index Name").isEmpty()) {
            line.append(" by ").append(parent(node.text("Index Name")));
        }
        lines.add(line.toString());
        String before = "";
        for (PlanNode child : node.children()) {
            List<String> below = new ArrayList<>();
            add(child, depth + 1, below);
            String shape = String.join("\n", below);
            // Partitions that are read alike are one.
            if (!type.endsWith("Append") || !shape.equals(before)) {
                lines.addAll(below);
            }
            before = shape;
        }
    }

    private static String parent(String name) {
        return PARTITION.matcher(name).replaceAll("");
    }
}
