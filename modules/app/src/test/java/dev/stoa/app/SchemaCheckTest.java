package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final String DOCUMENT =
            """
            {"components": {"schemas": {"Cat": {
              "type": "object", "additionalProperties": false, "required": ["name", "kittens", "chip"],
              "properties": {
                "name": {"type": "string", "pattern": "^[A-Z]"},
                "chip": {"type": ["string", "null"]},
                "born": {"type": "string", "format": "date-time"},
                "kittens": {"type": "array", "items": {"$ref": "#/components/schemas/Cat"}},
                "owner": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}}}}}}
            """;

    @Test
    void aValueThatFollowsItsSchemaHasNoFaults() throws JsonProcessingException {
        assertThat(
                        faults(
                                """
                                {"name": "Tom", "chip": null, "born": "2026-01-01T00:00:00.000001Z", "owner": 3,
                                 "kittens": [{"name": "Tim", "chip": "1", "kittens": [], "owner": null}]}
                                """))
                .isEmpty();
    }

    @Test
    void everyFaultIsNamedWithItsPlace() throws JsonProcessingException {
        assertThat(
                        faults(
                                """
                                {"name": "tom", "born": "yesterday", "owner": 0, "tail": 1,
                                 "kittens": [{"name": 5, "chip": 1, "kittens": []}]}
                                """))
                .containsExactlyInAnyOrder(
                        "/ lacks \"chip\"",
                        "/ has the undocumented field tail",
                        "/name \"tom\" does not match \"^[A-Z]\"",
                        "/born \"yesterday\" is no date-time",
                        "/owner/ is under 1",
                        "/kittens/0/name is not \"string\"",
                        "/kittens/0/chip is not [\"string\",\"null\"]");
    }

    @Test
    void aSchemaThatIsNotThereIsAFault() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(
                        SchemaCheck.faults(
                                mapper.readTree(DOCUMENT),
                                mapper.readTree("{\"$ref\": \"#/components/schemas/Dog\"}"),
                                mapper.readTree("{}")))
                .containsExactly("/ has no schema");
    }

    private static java.util.List<String> faults(String value) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode document = mapper.readTree(DOCUMENT);
        return SchemaCheck.faults(
                document, document.at("/components/schemas/Cat"), mapper.readTree(value));
    }
}
