package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.schema.Booking;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Declarations of all kinds through a session: the server takes the setup, and calls reach their routes. */
class DeclaredToolsTest extends LiveRouteTest {

    /** What a schema on the wire may have (protocol section 2.5). */
    private static final Set<String> FIELDS = Set.of(
            "type",
            "format",
            "title",
            "description",
            "nullable",
            "default",
            "enum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "minProperties",
            "maxProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "example",
            "anyOf",
            "propertyOrdering");

    private static final Set<String> TYPES =
            Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");

    private static final String RICH = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["to"],
             "properties": {
               "to": {"$ref": "#/$defs/address"},
               "via": {"type": "array", "items": {"$ref": "#/$defs/address"}, "maxItems": 3, "uniqueItems": true},
               "when": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
               "seats": {"type": ["integer", "null"], "exclusiveMinimum": 0},
               "luggage": {"oneOf": [{"const": "none"}, {"type": "integer"}]},
               "child": {"allOf": [{"type": "object", "properties": {"age": {"type": "integer"}}},
                                   {"properties": {"seat": {"enum": ["yes", "no"]}}}]},
               "more": {"type": "object", "additionalProperties": {"type": "string"}},
               "level": {"enum": [1, 2, 3]}},
             "additionalProperties": false,
             "$defs": {"address": {"type": "object", "required": ["street"],
               "properties": {"street": {"type": "string", "minLength": 1}, "type": {"const": "home"}}}}}""";

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("taxi")
                        .anytime()
                        .callTool(
                                "fc-1", "taxi", Map.of("to", Map.of("street", "Kudamm", "type", "home"), "seats", 2.0))
                        .say("{{taxi.output}}")
                        .onText("nowhere")
                        .anytime()
                        .callTool("fc-2", "taxi", Map.of("to", Map.of("street", "", "planet", "Mars")))
                        .say("{{taxi.reason}}")
                        .onText("table")
                        .anytime()
                        .callTool(
                                "fc-3",
                                "book",
                                Map.of(
                                        "guests",
                                        2,
                                        "name",
                                        "Ada",
                                        "when",
                                        "2026-12-31",
                                        "area",
                                        "on the terrace",
                                        "contact",
                                        Map.of()))
                        .say("{{book.output}}"));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("gemini-live:home");
                from("gemini-live:home?tool=taxi&description=Calls a taxi&argSchema=RAW(" + RICH + ")")
                        .setBody(simple("To ${body[to][street]} for ${body[seats]}"));
                from("gemini-live:home?tool=book&inputType=" + Booking.class.getName())
                        .setBody(simple("${body.guests} ${body.area} ${body.day}"));
                from("gemini-live:home?tool=stop&description=Stops").to("log:stop?level=OFF");
            }
        };
    }

    @Test
    void theServerTakesTheSetupAndCallsReachTheirRoutes() throws Exception {
        assertThat(template.requestBody("direct:ask", "taxi")).isEqualTo("To Kudamm for 2");
        assertThat(template.requestBody("direct:ask", "nowhere"))
                .isEqualTo("The arguments do not fit: argument 'to.street' is expected to have at least 1 characters;"
                        + " argument 'to.planet' is not declared. Nothing was carried out.");
        assertThat(template.requestBody("direct:ask", "table")).isEqualTo("2 TERRACE 2026-12-31");

        JsonNode declared =
                emulator().connection(1).takeFrame("setup", PATIENCE).at("/setup/tools/0/functionDeclarations");
        Set<String> names = new TreeSet<>();
        for (JsonNode function : declared) {
            names.add(function.get("name").asText());
            assertThat(function.get("description").asText()).isNotBlank();
            assertThat(function.has("parametersJsonSchema")).isFalse();
            if (function.has("parameters")) {
                schema(function.get("parameters"));
            }
        }
        assertThat(names).containsExactly("book", "stop", "taxi");
    }

    /** Only what the wire has, at any depth; properties may be called anything. */
    private static void schema(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        schema.fieldNames().forEachRemaining(fields::add);
        assertThat(FIELDS).as(schema.toString()).containsAll(fields);
        if (schema.has("anyOf")) {
            assertThat(fields).containsExactly("anyOf");
            schema.get("anyOf").forEach(DeclaredToolsTest::schema);
            return;
        }
        assertThat(TYPES).as(schema.toString()).contains(schema.path("type").asText());
        assertThat(schema.has("items")).isEqualTo(schema.get("type").asText().equals("ARRAY"));
        if (schema.has("items")) {
            schema(schema.get("items"));
        }
        schema.path("properties").forEach(DeclaredToolsTest::schema);
        schema.path("enum").forEach(value -> assertThat(value.isTextual()).isTrue());
    }
}
