package dev.stoa.platform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One named SQL text. The name, {@code <module>.<noun>.<intent>}, is span, metric label, comment in
 * the SQL and therefore in {@code pg_stat_statements}, dashboard series and test assertion.
 *
 * <p>Parameters are written {@code :name} and bound in the order in which the names first appear; a
 * name may appear again. {@code ::} casts are refused: write {@code cast(x as type)}.
 */
public final class Statement {
    private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z0-9-]+){1,3}");
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|::|:([a-z][A-Za-z0-9_]*)");

    private final String name;
    private final Budget budget;
    private final String text;
    private final String sql;
    private final List<String> parameters;
    private final int[] order;

    private Statement(String name, Budget budget, String text) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("statement name: " + name);
        }
        this.name = name;
        this.budget = budget;
        this.text = text.strip();
        List<String> names = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        Matcher token = TOKEN.matcher(this.text);
        StringBuilder plain = new StringBuilder();
        while (token.find()) {
            String found = token.group();
            if (found.equals("::")) {
                throw new IllegalArgumentException(
                        name + ": write cast(x as type) instead of x::type");
            }
            String parameter = token.group(1);
            if (parameter == null) {
                token.appendReplacement(plain, Matcher.quoteReplacement(found));
                continue;
            }
            if (!names.contains(parameter)) {
                names.add(parameter);
            }
            positions.add(names.indexOf(parameter));
            token.appendReplacement(plain, "?");
        }
        token.appendTail(plain);
        this.parameters = List.copyOf(names);
        this.order = positions.stream().mapToInt(Integer::intValue).toArray();
        this.sql = named(plain.toString());
    }

    /**
     * A statement.
     *
     * @throws IllegalArgumentException for a name that is not of the form above, or a {@code ::}
     */
    public static Statement of(String name, Budget budget, String text) {
        return new Statement(name, budget, text);
    }

    /**
     * PostgreSQL drops a comment in front of a statement from its statistics, so the name goes
     * behind the first word.
     */
    private String named(String plain) {
        int end = 0;
        while (end < plain.length() && Character.isLetter(plain.charAt(end))) {
            end++;
        }
        return plain.substring(0, end) + " /* " + name + " */" + plain.substring(end);
    }

    public String name() {
        return name;
    }

    public Budget budget() {
        return budget;
    }

    /** The text as written. */
    public String text() {
        return text;
    }

    /** The text as sent, with {@code ?} for each parameter. */
    public String sql() {
        return sql;
    }

    /** The text with {@code $1} and so on for the parameters, in their order, and no name in it. */
    String numbered() {
        return TOKEN.matcher(text)
                .replaceAll(
                        token ->
                                Matcher.quoteReplacement(
                                        token.group(1) == null
                                                ? token.group()
                                                : "$" + (parameters.indexOf(token.group(1)) + 1)));
    }

    /** Parameter names in the order of binding. */
    public List<String> parameters() {
        return parameters;
    }

    /** The arguments in the order of the {@code ?} in {@link #sql()}. */
    @Nullable Object[] arrange(@Nullable Object[] arguments) {
        if (arguments.length != parameters.size()) {
            throw new IllegalArgumentException(
                    name
                            + " takes "
                            + parameters
                            + ", but "
                            + arguments.length
                            + " arguments were given");
        }
        @Nullable Object[] arranged = new @Nullable Object[order.length];
        for (int i = 0; i < order.length; i++) {
            arranged[i] = arguments[order[i]];
        }
        return arranged;
    }

    @Override
    public String toString() {
        return name;
    }
}
