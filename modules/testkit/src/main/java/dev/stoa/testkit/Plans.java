package dev.stoa.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plans of statements as PostgreSQL makes them once it no longer looks at the arguments. */
public final class Plans {
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|:([a-z][A-Za-z0-9_]*)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;

    /**
     * Plans on {@code connection}, under the settings of the embedded database.
     *
     * @param mode force_generic_plan, force_custom_plan or auto
     */
    public Plans(Connection connection, String mode) throws SQLException {
        this.connection = connection;
        run("set plan_cache_mode = " + mode);
        run("set random_page_cost = 1.1");
        run("set effective_cache_size = '1GB'");
        run("set work_mem = '16MB'");
        run("set max_parallel_workers_per_gather = 0");
        run("set jit = off");
        run("set timezone = 'UTC'");
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * What EXPLAIN says of a statement, its parameters written {@code :name}, whatever they are.
     */
    public JsonNode plan(String text) throws SQLException {
        Map<String, String> nothing = new HashMap<>();
        TOKEN.matcher(text)
                .results()
                .filter(token -> token.group(1) != null)
                .forEach(token -> nothing.put(token.group(1), "null"));
        return plan(text, nothing, "");
    }

    /**
     * What EXPLAIN with further {@code options} says of a statement with {@code arguments}.
     *
     * @param arguments SQL literals by name, null among them as the word
     */
    public JsonNode plan(String text, Map<String, String> arguments, String options)
            throws SQLException {
        List<String> values = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        StringBuilder sql = new StringBuilder();
        while (token.find()) {
            String parameter = token.group(1);
            if (parameter == null) {
                token.appendReplacement(sql, Matcher.quoteReplacement(token.group()));
                continue;
            }
            if (!arguments.containsKey(parameter)) {
                throw new IllegalArgumentException("not given: " + parameter);
            }
            values.add(arguments.get(parameter));
            token.appendReplacement(sql, "\\$" + values.size());
        }
        token.appendTail(sql);
        run("prepare planned as " + sql);
        try (var explain = connection.createStatement();
                ResultSet result =
                        explain.executeQuery(
                                "explain (format json"
                                        + options
                                        + ") execute planned"
                                        + (values.isEmpty()
                                                ? ""
                                                : "(" + String.join(", ", values) + ")"))) {
            result.next();
            return JSON.readTree(result.getString(1)).get(0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } finally {
            run("deallocate planned");
        }
    }

    /**
     * One line for each node: its depth, kind, relation and index. What is chance is left out: that
     * rows are remembered, and below a hash which order an index has.
     */
    public static List<String> shape(JsonNode explained) {
        List<String> lines = new ArrayList<>();
        shape(explained.get("Plan"), 0, lines);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).strip().equals("Hash")) {
                lines.set(i, lines.get(i).replaceFirst("_(recent|published|created)$", ""));
            }
        }
        return lines;
    }

    private static void shape(JsonNode node, int depth, List<String> lines) {
        if (node.path("Node Type").asText().equals("Memoize")) {
            shape(node.at("/Plans/0"), depth, lines);
            return;
        }
        StringBuilder line = new StringBuilder("  ".repeat(depth));
        line.append(node.path("Node Type").asText());
        if (node.has("Relation Name")) {
            line.append(' ').append(node.path("Relation Name").asText());
        }
        if (node.has("Index Name")) {
            // Two indexes on the same key cost the same; which is taken is chance.
            line.append(" by ")
                    .append(
                            node.path("Index Name")
                                    .asText()
                                    .replace("idx_users_id_role", "users_pkey"));
        }
        lines.add(line.toString());
        for (JsonNode child : node.path("Plans")) {
            shape(child, depth + 1, lines);
        }
    }
}
