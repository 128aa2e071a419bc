package dev.stoa.platform.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One node of a plan with what EXPLAIN says of it. Values never get in: whatever is an expression
 * has {@code ?} for each literal from the moment it is read.
 *
 * @param fields by EXPLAIN's names, numbers as text
 */
record PlanNode(Map<String, String> fields, List<PlanNode> children) {
    private static final JsonFactory JSON = JsonFactories.plain();

    /** Names and words of PostgreSQL's own; everything else that is text may hold a literal. */
    private static final Set<String> WORDS =
            Set.of(
                    "Node Type",
                    "Parent Relationship",
                    "Join Type",
                    "Relation Name",
                    "Schema",
                    "Alias",
                    "Index Name",
                    "Scan Direction",
                    "Strategy",
                    "Partial Mode",
                    "Operation",
                    "Subplan Name",
                    "CTE Name",
                    "Function Name",
                    "Table Function Name",
                    "Sort Method",
                    "Sort Space Type",
                    "Command",
                    "Conflict Resolution",
                    "Cache Mode",
                    "Storage");

    /** A quoted text, or a number that is no part of a name, a parameter or a part of a plan. */
    private static final Pattern LITERAL =
            Pattern.compile(
                    "'(?:[^']|'')*'"
                            + "|(?<![\\w$\".])(?<!(?:Init|Sub)Plan )-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w\"])");

    /** The plan of an answer of EXPLAIN in JSON. */
    static PlanNode read(String explained) {
        try (JsonParser json = JSON.createParser(explained)) {
            PlanNode root = null;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("Plan")) {
                    json.nextToken();
                    root = node(json);
                }
            }
            if (root == null) {
                throw new IllegalStateException("EXPLAIN answered without a plan");
            }
            return root;
        } catch (IOException e) {
            throw new IllegalStateException("EXPLAIN answered what is no JSON", e);
        }
    }

    private static PlanNode node(JsonParser json) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        List<PlanNode> children = new ArrayList<>(1);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("Plans")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    children.add(node(json));
                }
            } else if (value == JsonToken.START_ARRAY) {
                fields.put(name, list(json));
            } else if (value == JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                fields.put(
                        name,
                        value == JsonToken.VALUE_STRING && !WORDS.contains(name)
                                ? masked(json.getText())
                                : json.getText());
            }
        }
        return new PlanNode(fields, children);
    }

    private static String list(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            if (token.isStructStart()) {
                json.skipChildren();
            } else {
                texts.add(masked(json.getText()));
            }
        }
        return String.join(", ", texts);
    }

    /** {@code expression} with a question mark for each literal. */
    static String masked(String expression) {
        return LITERAL.matcher(expression).replaceAll("?");
    }

    /** What EXPLAIN says under {@code name}; empty where it says nothing. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    double number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    /** This node and all below it, outer first. */
    Stream<PlanNode> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(PlanNode::all));
    }
}
