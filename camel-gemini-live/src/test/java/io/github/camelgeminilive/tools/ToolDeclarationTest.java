package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolDeclarationTest {

    @Test
    void optionsBecomeAFunctionDeclaration() {
        Map<String, Object> options = Map.of(
                "guests.required", "true",
                "guests", "integer",
                "guests.description", "How many come",
                "area", "string",
                "area.enum", "inside, terrace");

        ToolDeclaration declaration = ToolDeclaration.of("book_table", "Books a table", options, "NON_BLOCKING");

        assertThat(declaration.toWire())
                .isEqualTo(Map.of(
                        "name",
                        "book_table",
                        "description",
                        "Books a table",
                        "behavior",
                        "NON_BLOCKING",
                        "parameters",
                        Map.of(
                                "type",
                                "OBJECT",
                                "properties",
                                Map.of(
                                        "guests",
                                        Map.of("type", "INTEGER", "description", "How many come"),
                                        "area",
                                        Map.of("type", "STRING", "enum", List.of("inside", "terrace"))),
                                "required",
                                List.of("guests"))));
    }

    @Test
    void noParametersAndNoBehaviorAreLeftOut() {
        assertThat(ToolDeclaration.of("stop", "Stops", Map.of(), null).toWire())
                .isEqualTo(Map.of("name", "stop", "description", "Stops"));
    }

    @Test
    void typesAreUpperCaseOnTheWireButNoOtherWordIsTouched() {
        Map<String, Object> schema = Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "type", Map.of("type", "string", "enum", List.of("type", "string")),
                        "tags", Map.of("type", "array", "items", Map.of("type", "string")),
                        "when", Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "null")))));

        assertThat(new ToolDeclaration("find", "Finds", schema, null).toWire())
                .extracting("parameters")
                .isEqualTo(Map.of(
                        "type",
                        "OBJECT",
                        "properties",
                        Map.of(
                                "type", Map.of("type", "STRING", "enum", List.of("type", "string")),
                                "tags", Map.of("type", "ARRAY", "items", Map.of("type", "STRING")),
                                "when", Map.of("anyOf", List.of(Map.of("type", "INTEGER"), Map.of("type", "NULL"))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_a", "book_table", "Book.table:now-2"})
    void legalNamesAreTaken(String name) {
        assertThat(ToolDeclaration.of(name, "Does it", Map.of(), null).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "a b", "a/b", "**", "tür"})
    void otherNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of(name, "Does it", Map.of(), null))
                .withMessageContaining("option tool")
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void namesEndAt128Characters() {
        assertThat(ToolDeclaration.of("a".repeat(128), "Does it", Map.of(), null)
                        .name())
                .hasSize(128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("a".repeat(129), "Does it", Map.of(), null));
    }

    @Test
    void aToolWithoutADescriptionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("stop", null, Map.of(), null))
                .withMessageContaining("Expected option description for tool 'stop'");
    }

    @Test
    void anUnknownBehaviorIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("stop", "Stops", Map.of(), "blocking"))
                .withMessageContaining("BLOCKING or NON_BLOCKING")
                .withMessageContaining("'stop' but was blocking");
    }

    @Test
    void theCatchAllIsNeverDeclared() {
        ToolDeclaration all = ToolDeclaration.of("*", null, Map.of(), null);

        assertThat(all.catchAll()).isTrue();
        assertThatIllegalStateException().isThrownBy(all::toWire);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("*", null, Map.of("a", "string"), null))
                .withMessageContaining("tool=*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    city       | text     | string, number, integer or boolean in option parameter.city but was 'text'
                    city       | object   | lists and objects are declared by option argSchema (a JSON Schema) or inputType (a class)
                    1city      | string   | '1city'
                    ''         | string   | Expected after parameter.
                    city.title | Town     | Expected .description, .required or .enum
                    a.b        | string   | can't hold a dot
                    a.b.enum   | x        | can't hold a dot
                    city.enum  | x        | Expected option parameter.city with a type
                    """)
    void optionsThatMeanNothingAreRefused(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("find", "Finds", Map.of(key, value), null))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "string,  required, yes,       true or false",
        "string,  enum,     'a,,b',    different values",
        "string,  enum,     'a,a',     different values",
        "integer, enum,     '1,two',   whole numbers",
        "boolean, enum,     true,      string or integer",
    })
    void valuesThatDoNotFitTheirOptionAreRefused(String type, String suffix, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolDeclaration.of("find", "Finds", Map.of("x", type, "x." + suffix, value), null))
                .withMessageContaining(message)
                .withMessageContaining("parameter.x." + suffix);
    }

    @Test
    void anOptionThatIsGivenTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ToolDeclaration.of("find", "Finds", Map.of("city", List.of("string", "integer")), null))
                .withMessageContaining("parameter.city")
                .withMessageContaining("more than once");
    }

    @Test
    void theSchemaDoesNotChangeWithTheMapThatItWasMadeFrom() {
        Map<String, Object> schema = new HashMap<>(Map.of("type", "OBJECT"));
        ToolDeclaration declaration = new ToolDeclaration("find", "Finds", schema, null);
        schema.put("type", "ARRAY");

        assertThat(declaration.parameters()).isEqualTo(Map.of("type", "OBJECT"));
    }
}
