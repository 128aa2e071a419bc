package dev.stoa.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds a value against a schema of an OpenAPI 3.1 document: the keywords that Stoa's schemas use,
 * and a complaint about any other, so that none goes unchecked.
 */
final class SchemaCheck {
    private static final Set<String> SAID_ONLY =
            Set.of("description", "examples", "default", "x-media-types");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with {@code value}, each with where; empty when it follows the schema. */
    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(document);
        check.check(schema, value, "");
        return check.faults;
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        for (var keyword : schema.properties()) {
            JsonNode said = keyword.getValue();
            switch (keyword.getKey()) {
                case "$ref" -> check(document.at(said.asText().substring(1)), value, at);
                case "type" -> require(isOfType(said, value), at, "is not " + said);
                case "anyOf" -> anyOf(said, value, at);
                case "const" -> require(said.equals(value), at, "is not " + said);
                case "enum" -> require(contains(said, value), at, "is none of " + said);
                case "pattern" ->
                        require(
                                !value.isTextual()
                                        || Pattern.compile(said.asText())
                                                .matcher(value.asText())
                                                .find(),
                                at,
                                value + " does not match " + said);
                case "format" -> format(said.asText(), value, at);
                case "minimum" ->
                        require(
                                !value.isNumber() || value.asDouble() >= said.asDouble(),
                                at,
                                "is under " + said);
                case "maximum" ->
                        require(
                                !value.isNumber() || value.asDouble() <= said.asDouble(),
                                at,
                                "is over " + said);
                case "required" ->
                        said.forEach(
                                name ->
                                        require(
                                                !value.isObject() || value.has(name.asText()),
                                                at,
                                                "lacks " + name));
                case "properties" -> properties(said, value, at);
                case "additionalProperties" -> onlyKnown(schema, said, value, at);
                case "items" -> items(said, value, at);
                default ->
                        require(
                                SAID_ONLY.contains(keyword.getKey()),
                                at,
                                "has a schema with a keyword not checked: " + keyword.getKey());
            }
        }
        require(schema.isObject(), at, "has no schema");
    }

    private void require(boolean holds, String at, String fault) {
        if (!holds) {
            faults.add((at.isEmpty() ? "/" : at) + " " + fault);
        }
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (isOfType(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private void anyOf(JsonNode schemas, JsonNode value, String at) {
        List<String> nearest = List.of();
        for (JsonNode schema : schemas) {
            List<String> wrong = faults(document, schema, value);
            if (wrong.isEmpty()) {
                return;
            }
            if (nearest.isEmpty() || wrong.size() < nearest.size()) {
                nearest = wrong;
            }
        }
        nearest.forEach(fault -> faults.add(at + fault));
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void format(String format, JsonNode value, String at) {
        if (!value.isTextual() || !format.equals("date-time")) {
            return;
        }
        try {
            OffsetDateTime.parse(value.asText());
        } catch (DateTimeParseException e) {
            require(false, at, value + " is no date-time");
        }
    }

    private void properties(JsonNode schemas, JsonNode value, String at) {
        schemas.properties()
                .forEach(
                        property -> {
                            JsonNode member = value.get(property.getKey());
                            if (member != null) {
                                check(property.getValue(), member, at + "/" + property.getKey());
                            }
                        });
    }

    private void onlyKnown(JsonNode schema, JsonNode more, JsonNode value, String at) {
        require(more.isBoolean(), at, "has a schema for further fields, which is not checked");
        value.fieldNames()
                .forEachRemaining(
                        name ->
                                require(
                                        more.asBoolean() || schema.path("properties").has(name),
                                        at,
                                        "has the undocumented field " + name));
    }

    private void items(JsonNode schema, JsonNode value, String at) {
        int i = 0;
        for (JsonNode item : value) {
            check(schema, item, at + "/" + i++);
        }
    }
}
