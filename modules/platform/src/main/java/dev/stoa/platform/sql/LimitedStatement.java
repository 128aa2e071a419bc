package dev.stoa.platform.sql;

import java.util.List;

/**
 * A list statement in a few variants that differ by their literal {@code limit}: PostgreSQL plans a
 * bound limit badly once it turns to the generic plan. {@code :limit} in the text becomes the
 * literal; a text without it gets one at its end.
 */
public final class LimitedStatement {
    private static final int[] CLASSES = {6, 11, 21, 26, 51, 101};

    private final List<Statement> variants;

    private LimitedStatement(String name, Budget budget, String text) {
        String whole = text.contains(":limit") ? text : text.stripTrailing() + "\n limit :limit";
        this.variants =
                java.util.Arrays.stream(CLASSES)
                        .mapToObj(
                                limit ->
                                        Statement.of(
                                                name,
                                                budget,
                                                whole.replace(":limit", Integer.toString(limit))))
                        .toList();
    }

    public static LimitedStatement of(String name, Budget budget, String text) {
        return new LimitedStatement(name, budget, text);
    }

    /**
     * The variant for a page of {@code limit} rows, 1 to 100; it returns up to its class plus one,
     * so at least one row beyond the page where there is one, and the caller cuts.
     */
    public Statement upTo(int limit) {
        for (int i = 0; i < CLASSES.length; i++) {
            if (limit < CLASSES[i]) {
                return variants.get(i);
            }
        }
        throw new IllegalArgumentException("limit is 1 to 100: " + limit);
    }

    /** All variants, for the tests that prepare and explain them. */
    public List<Statement> variants() {
        return variants;
    }
}
