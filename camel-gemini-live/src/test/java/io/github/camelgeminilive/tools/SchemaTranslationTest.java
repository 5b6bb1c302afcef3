package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** JSON Schema in, the subset of the Live API out (protocol section 2.5). Arguments are called x. */
class SchemaTranslationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ANYTHING = "{'anyOf': [{'type': 'STRING'}, {'type': 'NUMBER'}, {'type': 'BOOLEAN'}]}";

    private static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static SchemaTranslation of(String json) {
        return SchemaTranslation.of(map(json));
    }

    private static SchemaTranslation argument(String schema) {
        return of("{'type': 'object', 'properties': {'x': " + schema + "}}");
    }

    /** One argument, and what is removed of it. */
    private static void told(String schema, String expected, String... removed) {
        SchemaTranslation translation = argument(schema);
        assertThat(translation.parameters())
                .isEqualTo(map("{'type': 'OBJECT', 'properties': {'x': " + expected + "}}"));
        assertThat(translation.removed()).containsExactlyInAnyOrder(removed);
    }

    private static void refused(String json, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(json)).withMessageContaining(why);
    }

    @Test
    void whatMeansTheSameStays() {
        told(
                "{'type': 'string', 'description': 'City', 'minLength': 1, 'pattern': '^A', 'default': 'Ahaus'}",
                "{'type': 'STRING', 'description': 'City', 'minLength': 1, 'pattern': '^A', 'default': 'Ahaus'}");
        told(
                "{'type': 'array', 'items': {'type': 'integer', 'maximum': 3}, 'minItems': 1}",
                "{'type': 'ARRAY', 'items': {'type': 'INTEGER', 'maximum': 3}, 'minItems': 1}");
        told("{'type': 'string', 'enum': ['a', 'b']}", "{'type': 'STRING', 'enum': ['a', 'b']}");
    }

    @Test
    void aPropertyMayHaveTheNameOfAKeyword() {
        assertThat(of("{'type': 'object', 'properties': {'type': {'type': 'string'}, '$ref': {'type': 'string'}}}")
                        .parameters())
                .isEqualTo(map("{'type': 'OBJECT', 'properties': {'type': {'type': 'STRING'},"
                        + " '$ref': {'type': 'STRING'}}}"));
    }

    @Test
    void aFunctionWithoutArgumentsHasNoParameters() {
        assertThat(of("{}").parameters()).isEmpty();
        assertThat(of("{'type': 'object', 'properties': {}, 'additionalProperties': false}")
                        .parameters())
                .isEmpty();
    }

    @Test
    void severalTypesBecomeNullableOrAlternatives() {
        told("{'type': ['string', 'null']}", "{'type': 'STRING', 'nullable': true}");
        told("{'type': ['integer', 'number']}", "{'type': 'NUMBER'}");
        told(
                "{'type': ['string', 'boolean', 'null'], 'description': 'Both'}",
                "{'anyOf': [{'type': 'STRING', 'description': 'Both', 'nullable': true},"
                        + " {'type': 'BOOLEAN', 'description': 'Both', 'nullable': true}]}");
        told("{'type': 'null'}", "{'type': 'NULL'}");
    }

    @Test
    void alternativesKeepWhatStandsBesideThemAndNullIsAnAttribute() {
        told("{'anyOf': [{'type': 'string'}, {'type': 'null'}]}", "{'type': 'STRING', 'nullable': true}");
        told(
                "{'description': 'Size', 'oneOf': [{'type': 'integer'}, {'const': 'all'}]}",
                "{'anyOf': [{'type': 'INTEGER', 'description': 'Size'},"
                        + " {'type': 'STRING', 'enum': ['all'], 'description': 'Size'}]}",
                "/x: oneOf, told as anyOf");
        told(
                "{'type': 'string', 'anyOf': [{'maxLength': 3}, {'minLength': 5}]}",
                "{'anyOf': [{'type': 'STRING', 'maxLength': 3}, {'type': 'STRING', 'minLength': 5}]}");
    }

    @Test
    void referencesAreReplacedByWhatTheyNameAndTheNearerDescriptionCounts() {
        assertThat(of("{'properties': {'x': {'$ref': '#/$defs/a~1b', 'description': 'Near'},"
                                + " 'y': {'$ref': '#/definitions/c%20d'}},"
                                + " '$defs': {'a/b': {'type': 'string', 'description': 'Far'}},"
                                + " 'definitions': {'c d': {'$ref': '#/$defs/a~1b'}}}")
                        .parameters())
                .isEqualTo(map("{'type': 'OBJECT', 'properties': {'x': {'type': 'STRING', 'description': 'Near'},"
                        + " 'y': {'type': 'STRING', 'description': 'Far'}}}"));
    }

    @Test
    void allOfIsOneSchema() {
        told(
                "{'allOf': [{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a']},"
                        + " {'properties': {'b': {'type': 'string'}}, 'required': ['b']}]}",
                "{'type': 'OBJECT', 'properties': {'a': {'type': 'STRING'}, 'b': {'type': 'STRING'}},"
                        + " 'required': ['a', 'b']}");
        refused(
                "{'properties': {'x': {'allOf': [{'type': 'string'}, {'type': 'integer'}]}}}",
                "at /x two schemas that hold at once differ in type");
    }

    @Test
    void whatTheSubsetDoesNotHaveIsRemovedAndListed() {
        told(
                "{'type': 'object', 'properties': {'a': {'type': 'number', 'multipleOf': 0.5}},"
                        + " 'additionalProperties': false, 'patternProperties': {}}",
                "{'type': 'OBJECT', 'properties': {'a': {'type': 'NUMBER'}}}",
                "/x: patternProperties",
                "/x/a: multipleOf");
        told(
                "{'type': 'array', 'items': {'type': 'string'}, 'uniqueItems': true}",
                "{'type': 'ARRAY', 'items': {'type': 'STRING'}}",
                "/x: uniqueItems");
    }

    @Test
    void formatsThatTheApiDoesNotKnowAreSaidInWords() {
        told("{'type': 'string', 'format': 'date-time'}", "{'type': 'STRING', 'format': 'date-time'}");
        told(
                "{'type': 'string', 'format': 'uri', 'description': 'Where.'}",
                "{'type': 'STRING', 'description': 'Where. Format: uri.'}");
    }

    @Test
    void valuesOfOtherTypesThanTextAreSaidInWords() {
        // "enum: only allowed for STRING type"
        told(
                "{'type': 'integer', 'enum': [1, 2.0]}",
                "{'type': 'INTEGER', 'description': 'One of 1, 2.0.'}",
                "/x: enum, told in the description");
        told(
                "{'enum': [0.5, 1.5, null]}",
                "{'type': 'NUMBER', 'description': 'One of 0.5, 1.5.', 'nullable': true}",
                "/x: enum, told in the description");
        told(
                "{'const': true}",
                "{'type': 'BOOLEAN', 'description': 'Always true.'}",
                "/x: const, told in the description");
    }

    @Test
    void anAlternativeThatIsOnlyNullIsAnAttributeHoweverItIsSaid() {
        String text = "{'type': 'STRING', 'nullable': true}";
        told("{'anyOf': [{'type': 'string'}, {'const': null}]}", text);
        told("{'anyOf': [{'type': 'string'}, {'enum': [null]}]}", text);
    }

    @Test
    void emptyTextIsNotEnumerated() {
        // "enum[0]: cannot be empty"
        told(
                "{'enum': ['', 'a']}",
                "{'type': 'STRING', 'enum': ['a'], 'description': 'May be empty.'}",
                "/x: empty text in enum, told in the description");
        told(
                "{'const': ''}",
                "{'type': 'STRING', 'description': 'Always empty.'}",
                "/x: empty text in const, told in the description");
    }

    @Test
    void aFormatOfAnotherTypeIsSaidInWords() {
        // "only 'enum' and 'date-time' are supported for STRING type"
        told("{'type': 'string', 'format': 'int64'}", "{'type': 'STRING', 'description': 'Format: int64.'}");
        told("{'type': 'integer', 'format': 'int64'}", "{'type': 'INTEGER', 'format': 'int64'}");
        told("{'type': 'number', 'format': 'int32'}", "{'type': 'NUMBER', 'description': 'Format: int32.'}");
    }

    @Test
    void keywordsOfOtherTypesSayNothing() {
        told(
                "{'type': ['string', 'integer'], 'maxLength': 3, 'minimum': 1, 'minItems': 1}",
                "{'anyOf': [{'type': 'STRING', 'maxLength': 3}, {'type': 'INTEGER', 'minimum': 1}]}");
    }

    @Test
    void whatAFieldOfTheWireDoesNotTakeIsRemoved() {
        told(
                "{'type': 'string', 'maxLength': 18446744073709551615, 'minLength': '1', 'description': {'en': 'x'},"
                        + " 'pattern': 5, 'title': true}",
                "{'type': 'STRING'}",
                "/x: maxLength",
                "/x: minLength",
                "/x: description",
                "/x: pattern",
                "/x: title");
        told(
                "{'type': 'array', 'items': {'type': 'string'}, 'minItems': 1.5, 'maxItems': -1}",
                "{'type': 'ARRAY', 'items': {'type': 'STRING'}}",
                "/x: minItems",
                "/x: maxItems");
        told("{'type': 'number', 'minimum': 'x', 'maximum': 1.5}", "{'type': 'NUMBER', 'maximum': 1.5}", "/x: minimum");
    }

    @Test
    void boundsOfWholeNumbersMoveByOneAndOthersAreRemoved() {
        told(
                "{'type': 'integer', 'exclusiveMinimum': 0, 'exclusiveMaximum': 9}",
                "{'type': 'INTEGER', 'minimum': 1, 'maximum': 8}");
        told("{'type': 'number', 'exclusiveMinimum': 0}", "{'type': 'NUMBER'}", "/x: exclusiveMinimum");
    }

    @Test
    void whatSaysNothingOfItsTypeIsTextNumberOrBoolean() {
        told("true", ANYTHING, "/x: any type, told as text, number or boolean");
        told("{}", ANYTHING, "/x: any type, told as text, number or boolean");
        told(
                "{'type': 'array'}",
                "{'type': 'ARRAY', 'items': " + ANYTHING + "}",
                "/x/items: any type, told as text, number or boolean");
        told("{'pattern': 'a'}", "{'type': 'STRING', 'pattern': 'a'}");
    }

    @Test
    void placesOfAListBecomeItsItems() {
        told(
                "{'type': 'array', 'prefixItems': [{'type': 'string'}, {'type': 'integer'}], 'items': false}",
                "{'type': 'ARRAY', 'items': {'anyOf': [{'type': 'STRING'}, {'type': 'INTEGER'}]}}",
                "/x: prefixItems, told as items");
    }

    @Test
    void anArgumentThatNobodyMayGiveIsLeftOut() {
        assertThat(of("{'properties': {'x': false, 'y': {'type': 'string'}}, 'required': ['x', 'y', 'z']}")
                        .parameters())
                .isEqualTo(map("{'type': 'OBJECT', 'properties': {'y': {'type': 'STRING'}}, 'required': ['y']}"));
    }

    @Test
    void alternativesOfRequiredArgumentsAreForTheServerToCheck() {
        SchemaTranslation translation = of("{'type': 'object', 'properties': {'x': {'type': 'string'}},"
                + " 'anyOf': [{'required': ['x']}, {'required': []}]}");
        assertThat(translation.removed()).containsExactly("/: anyOf");
        refused(
                "{'oneOf': [{'properties': {'a': {'type': 'string'}}}, {'properties': {}}]}",
                "at / it gives several lists of arguments by oneOf");
    }

    @Test
    void whatCanNotBeToldIsRefusedWithItsPlace() {
        refused(
                "{'properties': {'x': {'$ref': '#/$defs/n'}}, '$defs': {'n': {'type': 'object',"
                        + " 'properties': {'next': {'$ref': '#/$defs/n'}}}}}",
                "at /x/next it refers to itself by #/$defs/n");
        refused("{'properties': {'x': {'$ref': '#'}, 'y': {'$ref': '#'}}}", "it refers to itself by #");
        refused(
                "{'properties': {'x': {'$ref': 'https://example.org/a.json'}}}",
                "at /x it refers to https://example.org/a.json, which is not in the document");
        refused(
                "{'properties': {'x': {'$ref': '#/$defs/gone'}}}",
                "at /x it refers to #/$defs/gone, which is not in the document");
        refused("{'properties': {'x': {'$dynamicRef': '#a', 'type': 'string'}}}", "at /x it has $dynamicRef");
        refused("{'properties': {'x': {'type': 'any'}}}", "at /x its type is any");
        refused("{'type': 'string'}", "at / it describes no object but type string");
        refused("{'properties': {'x': 3}}", "at /x it is 3");
    }

    @Test
    void aSmallDocumentThatUnfoldsIntoAHugeOneIsRefused() {
        String definitions = IntStream.range(0, 12)
                .mapToObj(i -> "'d" + i + "': {'type': 'object', 'properties': {'a': {'$ref': '#/$defs/d" + (i + 1)
                        + "'}, 'b': {'$ref': '#/$defs/d" + (i + 1) + "'}}}")
                .collect(Collectors.joining(", "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("{'properties': {'x': {'$ref': '#/$defs/d0'}}, '$defs': {" + definitions
                        + ", 'd12': {'type': 'string'}}}"))
                .withMessageContaining("it has more than 1000 parts");
    }

    @Test
    void nestingBeyondTheBoundOfArgumentsIsRefused() {
        String deep = "{'type': 'array', 'items': ".repeat(40) + "{'type': 'string'}" + "}".repeat(40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> argument(deep))
                .withMessageContaining("it is more than 32 levels deep");
    }
}
