package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every keyword of JSON Schema 2020-12, and what becomes of it on the way to the model: kept as it is, translated into
 * another one or into words, removed and listed, silent since it says nothing of values, or refused.
 */
class SchemaKeywordsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The vocabularies of 2020-12, and what older drafts had. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
            "$comment",
            "$defs",
            "prefixItems",
            "items",
            "contains",
            "additionalProperties",
            "properties",
            "patternProperties",
            "dependentSchemas",
            "propertyNames",
            "if",
            "then",
            "else",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "unevaluatedItems",
            "unevaluatedProperties",
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
            "format",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "definitions",
            "dependencies",
            "additionalItems",
            "$recursiveRef");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            type                  | kept       | {'type': 'string'}
            properties            | kept       | {'properties': {'a': {'type': 'string'}}}
            required              | kept       | {'properties': {'a': {'type': 'string'}}, 'required': ['a']}
            items                 | kept       | {'items': {'type': 'string'}}
            anyOf                 | kept       | {'anyOf': [{'type': 'string'}, {'type': 'integer'}]}
            enum                  | kept       | {'enum': ['a', 'b']}
            minimum               | kept       | {'type': 'number', 'minimum': 1}
            maximum               | kept       | {'type': 'number', 'maximum': 1}
            minLength             | kept       | {'type': 'string', 'minLength': 1}
            maxLength             | kept       | {'type': 'string', 'maxLength': 1}
            pattern               | kept       | {'type': 'string', 'pattern': 'a'}
            minItems              | kept       | {'type': 'array', 'items': {'type': 'string'}, 'minItems': 1}
            maxItems              | kept       | {'type': 'array', 'items': {'type': 'string'}, 'maxItems': 1}
            minProperties         | kept       | {'type': 'object', 'minProperties': 1}
            maxProperties         | kept       | {'type': 'object', 'maxProperties': 1}
            title                 | kept       | {'type': 'string', 'title': 'a'}
            description           | kept       | {'type': 'string', 'description': 'a'}
            default               | kept       | {'type': 'string', 'default': 'a'}
            format                | kept       | {'type': 'string', 'format': 'date-time'}
            format                | translated | {'type': 'string', 'format': 'date'}
            const                 | translated | {'const': 'a'}
            examples              | translated | {'type': 'string', 'examples': ['a']}
            $ref                  | translated | {'$ref': '#/$defs/text'}
            $defs                 | silent     | {'type': 'string', '$defs': {}}
            definitions           | silent     | {'type': 'string', 'definitions': {}}
            allOf                 | translated | {'allOf': [{'type': 'string'}, {'minLength': 1}]}
            exclusiveMinimum      | translated | {'type': 'integer', 'exclusiveMinimum': 1}
            exclusiveMaximum      | translated | {'type': 'integer', 'exclusiveMaximum': 1}
            exclusiveMinimum      | removed    | {'type': 'number', 'exclusiveMinimum': 1}
            oneOf                 | removed    | {'oneOf': [{'type': 'string'}, {'type': 'integer'}]}
            prefixItems           | removed    | {'prefixItems': [{'type': 'string'}]}
            additionalProperties  | removed    | {'type': 'object', 'additionalProperties': {'type': 'string'}}
            unevaluatedProperties | removed    | {'type': 'object', 'unevaluatedProperties': {'type': 'string'}}
            unevaluatedItems      | removed    | {'type': 'array', 'items': {'type': 'string'}, 'unevaluatedItems': false}
            additionalItems       | removed    | {'type': 'array', 'items': {'type': 'string'}, 'additionalItems': false}
            patternProperties     | removed    | {'type': 'object', 'patternProperties': {'a': {'type': 'string'}}}
            propertyNames         | removed    | {'type': 'object', 'propertyNames': {'maxLength': 1}}
            dependentSchemas      | removed    | {'type': 'object', 'dependentSchemas': {}}
            dependentRequired     | removed    | {'type': 'object', 'dependentRequired': {}}
            dependencies          | removed    | {'type': 'object', 'dependencies': {}}
            contains              | removed    | {'type': 'array', 'items': {'type': 'string'}, 'contains': {'const': 'a'}}
            minContains           | removed    | {'type': 'array', 'items': {'type': 'string'}, 'minContains': 1}
            maxContains           | removed    | {'type': 'array', 'items': {'type': 'string'}, 'maxContains': 1}
            uniqueItems           | removed    | {'type': 'array', 'items': {'type': 'string'}, 'uniqueItems': true}
            multipleOf            | removed    | {'type': 'number', 'multipleOf': 2}
            not                   | removed    | {'type': 'string', 'not': {'const': 'a'}}
            if                    | removed    | {'type': 'string', 'if': {'const': 'a'}}
            then                  | removed    | {'type': 'string', 'then': {'const': 'a'}}
            else                  | removed    | {'type': 'string', 'else': {'const': 'a'}}
            deprecated            | removed    | {'type': 'string', 'deprecated': true}
            readOnly              | removed    | {'type': 'string', 'readOnly': true}
            writeOnly             | removed    | {'type': 'string', 'writeOnly': true}
            contentEncoding       | removed    | {'type': 'string', 'contentEncoding': 'base64'}
            contentMediaType      | removed    | {'type': 'string', 'contentMediaType': 'image/png'}
            contentSchema         | removed    | {'type': 'string', 'contentSchema': {}}
            $schema               | silent     | {'type': 'string', '$schema': 'https://json-schema.org/draft/2020-12/schema'}
            $id                   | silent     | {'type': 'string', '$id': 'https://example.org/a'}
            $anchor               | silent     | {'type': 'string', '$anchor': 'a'}
            $dynamicAnchor        | removed    | {'type': 'string', '$dynamicAnchor': 'a'}
            $vocabulary           | silent     | {'type': 'string', '$vocabulary': {}}
            $comment              | silent     | {'type': 'string', '$comment': 'a'}
            $dynamicRef           | refused    | {'type': 'string', '$dynamicRef': '#a'}
            $recursiveRef         | refused    | {'type': 'string', '$recursiveRef': '#'}
            unknown-word          | removed    | {'type': 'string', 'unknown-word': 1}
            """)
    void becomesOfIt(String keyword, String what, String schema) {
        Map<String, Object> document =
                map("{'properties': {'x': " + schema + "}, '$defs': {'text': {'type': 'string'}}}");
        if (what.equals("refused")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SchemaTranslation.of(document))
                    .withMessageContaining("at /x it has " + keyword);
            return;
        }
        SchemaTranslation translation = SchemaTranslation.of(document);
        Map<?, ?> told = (Map<?, ?>) ((Map<?, ?>) translation.parameters().get("properties")).get("x");
        boolean listed = translation.removed().stream().anyMatch(line -> line.startsWith("/x: " + keyword));

        switch (what) {
            case "kept" -> {
                assertThat(told.containsKey(keyword)).isTrue();
                assertThat(listed).isFalse();
            }
            case "translated" -> {
                assertThat(told.containsKey(keyword)).isFalse();
                assertThat(listed).isFalse();
                assertThat(told.size()).as("said by something else").isGreaterThan(keyword.equals("$ref") ? 0 : 1);
            }
            case "silent" -> {
                assertThat(told).hasToString("{type=STRING}");
                assertThat(translation.removed()).isEmpty();
            }
            default -> {
                assertThat(told.containsKey(keyword)).isFalse();
                assertThat(listed).isTrue();
            }
        }
        // whatever the model hears of it, calls are held against it
        assertThat(ArgumentCheck.of(document, false).check(Map.of()).problem()).isNull();
    }

    @Test
    void everyKeywordIsInTheTable() throws Exception {
        Method table =
                SchemaKeywordsTest.class.getDeclaredMethod("becomesOfIt", String.class, String.class, String.class);
        List<String> rows = Arrays.stream(
                        table.getAnnotation(CsvSource.class).textBlock().split("\n"))
                .map(row -> row.strip().split(" ", 2)[0])
                .toList();

        assertThat(new TreeSet<>(rows)).containsAll(KEYWORDS);
    }

    private static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
