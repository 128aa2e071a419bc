package dev.stoa.platform.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How PostgreSQL runs a statement, without any of its values.
 *
 * @param text the plan for people, a line for each node and condition
 * @param shape a line for each node: kind, relation, index
 * @param cost total, in the planner's units
 * @param rows that the planner expects
 * @param millis that it took; 0 where it was not run
 * @param sequential tables that are read from their begin to their end
 */
public record Plan(
        String text,
        String shape,
        double cost,
        double rows,
        double millis,
        List<String> sequential) {
    public Plan {
        sequential = List.copyOf(sequential);
    }

    /** The plan in an answer of {@code explain (format json)}. */
    static Plan read(String explained) {
        PlanNode root = PlanNode.read(explained);
        return new Plan(
                PlanText.of(root),
                PlanShape.of(root),
                root.number("Total Cost"),
                root.number("Plan Rows"),
                root.number("Actual Total Time"),
                root.all()
                        .filter(node -> node.text("Node Type").endsWith("Seq Scan"))
                        .map(node -> node.text("Relation Name"))
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** What tells shapes apart: 16 hexadecimal digits. */
    public String hash() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(shape.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tables that a shape reads from their begin to their end. */
    public static Set<String> sequential(String shape) {
        Set<String> tables = new TreeSet<>();
        shape.lines()
                .map(String::strip)
                .filter(line -> line.contains("Seq Scan "))
                .forEach(line -> tables.add(line.substring(line.lastIndexOf(' ') + 1)));
        return tables;
    }
}
