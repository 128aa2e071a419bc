package dev.stoa.platform.sql;

import java.util.List;
import java.util.Locale;

/** A plan as EXPLAIN writes it for people, a little shorter. */
final class PlanText {
    private static final int LONGEST = 8_000;

    /** What is told of a node below it, where it is there. */
    private static final List<String> TOLD =
            List.of(
                    "Index Cond",
                    "Recheck Cond",
                    "Hash Cond",
                    "Merge Cond",
                    "Join Filter",
                    "Filter",
                    "Rows Removed by Filter",
                    "Rows Removed by Index Recheck",
                    "Heap Fetches",
                    "Sort Key",
                    "Sort Method",
                    "Group Key",
                    "Shared Read Blocks");

    private PlanText() {}

    static String of(PlanNode root) {
        StringBuilder text = new StringBuilder();
        add(root, 0, text);
        return text.length() > LONGEST
                ? text.substring(0, LONGEST) + "\n..."
                : text.toString().stripTrailing();
    }

    private static void add(PlanNode node, int depth, StringBuilder text) {
        text.append("  ".repeat(depth));
        if (!node.text("Subplan Name").isEmpty()) {
            text.append(node.text("Subplan Name")).append(": ");
        }
        text.append(node.text("Node Type"));
        part(text, " using ", node.text("Index Name"));
        part(text, " on ", node.text("Relation Name"));
        part(text, " on ", node.text("CTE Name"));
        part(text, " on ", node.text("Function Name"));
        text.append(
                String.format(
                        Locale.ROOT,
                        "  (cost=%.2f..%.2f rows=%.0f)",
                        node.number("Startup Cost"),
                        node.number("Total Cost"),
                        node.number("Plan Rows")));
        if (!node.text("Actual Loops").isEmpty()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            " (actual time=%.3f..%.3f rows=%.0f loops=%.0f)",
                            node.number("Actual Startup Time"),
                            node.number("Actual Total Time"),
                            node.number("Actual Rows"),
                            node.number("Actual Loops")));
        }
        text.append('\n');
        for (String name : TOLD) {
            String value = node.text(name);
            if (!value.isEmpty() && !value.equals("0")) {
                text.append("  ".repeat(depth + 2)).append(name).append(": ").append(value);
                text.append('\n');
            }
        }
        node.children().forEach(child -> add(child, depth + 1, text));
    }

    private static void part(StringBuilder text, String word, String name) {
        if (!name.isEmpty()) {
            text.append(word).append(name);
        }
    }
}
