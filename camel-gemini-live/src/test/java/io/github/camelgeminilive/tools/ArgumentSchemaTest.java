package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments against schemas that are more than a list of options. */
class ArgumentSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STAY = """
            {'type': 'object', 'required': ['guest', 'nights'], 'properties': {
              'guest': {'$ref': '#/$defs/person'},
              'nights': {'type': 'integer', 'minimum': 1, 'maximum': 30},
              'rooms': {'type': 'array', 'minItems': 1, 'maxItems': 3, 'items': {
                'type': 'object', 'required': ['beds'], 'properties': {
                  'beds': {'type': 'integer'}, 'view': {'enum': ['sea', 'garden']}}}},
              'extras': {'type': 'object', 'additionalProperties': {'type': 'boolean'}},
              'note': {'type': 'object'},
              'arrival': {'type': 'string', 'format': 'date'},
              'code': {'type': 'string', 'pattern': '^[A-Z]{3}$', 'minLength': 3},
              'pay': {'oneOf': [
                {'type': 'object', 'required': ['card'], 'properties': {'card': {'type': 'string'}}},
                {'type': 'object', 'required': ['cash'], 'properties': {'cash': {'type': 'number'}}}]},
              'contact': {'allOf': [
                {'type': 'object', 'properties': {'mail': {'type': 'string'}}, 'required': ['mail']},
                {'type': 'object', 'properties': {'phone': {'type': 'string'}}}]}},
             '$defs': {'person': {'type': 'object', 'required': ['name'], 'properties': {
               'name': {'type': 'string', 'minLength': 1}, 'age': {'type': ['integer', 'null']}}}}}""";

    private static final ArgumentCheck CHECK = ArgumentCheck.of(map(STAY), false);

    private static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static @Nullable String problem(String schema, String args) {
        return ArgumentCheck.of(map(schema), false).check(map(args)).problem();
    }

    private static ArgumentCheck.Finding stay(String more) {
        return CHECK.check(map("{'guest': {'name': 'Ada'}, 'nights': 2" + more + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", 'rooms': [{'beds': 2, 'view': 'sea'}, {'beds': 1.0}]",
                ", 'extras': {'breakfast': true, 'CamelFileName': false}",
                ", 'note': {'anything': [1, {'goes': null}]}",
                ", 'arrival': '2026-12-31'",
                ", 'code': 'ABC'",
                ", 'pay': {'cash': 20}",
                ", 'contact': {'mail': 'a@example.org', 'phone': '1'}",
                ", 'contact': null, 'pay': null, 'rooms': null, 'code': null, 'arrival': null"
            })
    void whatFitsIsTaken(String more) {
        assertThat(stay(more).problem()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            'guest': {'name': ''}                     | argument 'guest.name' is expected to have at least 1 characters
            'guest': {}                               | argument 'guest.name' is missing
            'guest': {'name': null}                   | argument 'guest.name' is missing
            'guest': {'name': 'Ada', 'title': 'Dr'}   | argument 'guest.title' is not declared
            'guest': 'Ada'                            | argument 'guest' is expected to be an object but was text
            'nights': 0                               | argument 'nights' is expected to be at least 1
            'nights': 31                              | argument 'nights' is expected to be at most 30
            'nights': 1.5                             | argument 'nights' is expected to be a whole number but was a number of another kind
            'rooms': []                               | argument 'rooms' is expected to have at least 1 elements
            'rooms': [{'beds': 1, 'x': 2}]            | argument 'rooms[0].x' is not declared
            'rooms': [{'beds': 1}, {'beds': 'two'}]   | argument 'rooms[1].beds' is expected to be a whole number but was text
            'rooms': [{'beds': 1, 'view': 'hill'}]    | argument 'rooms[0].view' is expected to be one of [sea, garden]
            'rooms': [null]                           | argument 'rooms[0]' is expected to be an object but was null
            'extras': {'breakfast': 'yes'}            | argument 'extras.breakfast' is expected to be true or false but was text
            'arrival': 'tomorrow'                     | argument 'arrival' is expected to have the format date
            'code': 'abc'                             | argument 'code' is expected to match the pattern ^[A-Z]{3}$
            'pay': {'gold': 1}                        | argument 'pay' is expected to be exactly one of these: an object with card; an object with cash
            'contact': {'mail': 'a', 'fax': '1'}      | argument 'contact.fax' is not declared
            'contact': {'phone': '1'}                 | argument 'contact.mail' is missing
            'wifi': true                              | argument 'wifi' is not declared
            """)
    void whatDoesNotFitIsSaidWithItsPlaceAndOnlyOnce(String wrong, String words) {
        String args = wrong.startsWith("'guest'")
                ? "{'nights': 2, " + wrong + "}"
                : wrong.startsWith("'nights'")
                        ? "{'guest': {'name': 'Ada'}, " + wrong + "}"
                        : "{'guest': {'name': 'Ada'}, 'nights': 2, " + wrong + "}";

        assertThat(CHECK.check(map(args)).problem())
                .isEqualTo("The arguments do not fit: " + words + ". Nothing was carried out.");
    }

    @Test
    void valuesAreNotRepeatedAndWordsHaveAnEnd() {
        String secret = "canary-4711-" + "x".repeat(10_000);
        String wrong = CHECK.check(Map.of("guest", Map.of(secret, 1), "nights", secret, "code", secret))
                .problem();

        assertThat(wrong).hasSizeLessThan(800).doesNotContain("x".repeat(100)).doesNotContainIgnoringCase("vertx");
        assertThat(CHECK.check(Map.of("guest", Map.of("name", "Ada"), "nights", 2, "code", "canary-4711"))
                        .problem())
                .doesNotContain("canary");
    }

    @Test
    void numbersThatAreWholeAreSoAtAnyDepth() {
        assertThat(stay(", 'rooms': [{'beds': 2.0}]").args().get("rooms")).isEqualTo(List.of(Map.of("beds", 2)));
        assertThat(stay(", 'rooms': [{'beds': 1e300}]").problem()).contains("'rooms[0].beds'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {'allOf': [{'properties': {'a': {}}}], 'properties': {'b': {}}} | {'a': 1, 'b': 1} | true
            {'allOf': [{'properties': {'a': {}}}], 'properties': {'b': {}}} | {'c': 1} | false
            {'allOf': [{'additionalProperties': true}], 'properties': {'b': {}}} | {'c': 1} | true
            {'properties': {'a': {}}, 'additionalProperties': true} | {'c': 1} | true
            {'properties': {'a': {}}, 'unevaluatedProperties': {'type': 'integer'}} | {'c': 'x'} | false
            {'properties': {'a': {}}, 'unevaluatedProperties': {'type': 'integer'}} | {'c': 1} | true
            {'patternProperties': {'^x-': {'type': 'string'}}} | {'x-a': 'b'} | true
            {'patternProperties': {'^x-': {'type': 'string'}}} | {'y-a': 'b'} | false
            {} | {} | true
            {} | {'a': 1} | false
            {'type': 'object'} | {'a': 1} | false
            {'additionalProperties': {'type': 'string'}} | {'a': 'b'} | true
            {'properties': {'a': {}, 'b': {}}, 'dependentRequired': {'a': ['b']}} | {'a': 1} | false
            {'properties': {'a': {}, 'b': {}}, 'dependentSchemas': {'a': {'properties': {'c': {}}}}} | {'a': 1, 'c': 1} | true
            {'properties': {'a': {}, 'b': {}}, 'dependentSchemas': {'a': {'properties': {'c': {}}}}} | {'b': 1, 'c': 1} | false
            {'properties': {'a': {}}, 'if': {'properties': {'a': {'const': 1}}}, 'then': {'properties': {'b': {}}, 'required': ['b']}} | {'a': 1} | false
            {'properties': {'a': {}}, 'if': {'properties': {'a': {'const': 1}}}, 'then': {'properties': {'b': {}}, 'required': ['b']}} | {'a': 1, 'b': 2} | true
            {'properties': {'a': {'not': {'const': 1}}}} | {'a': 1} | false
            {'properties': {'a': {'not': {'properties': {'b': {'const': 1}}, 'required': ['b']}}}} | {'a': {'c': 2}} | true
            {'properties': {'a': {'contains': {'properties': {'b': {'const': 1}}}}}} | {'a': [{'b': 1, 'c': 1}]} | true
            {'properties': {'a': {'uniqueItems': true}}} | {'a': [1, 1.0]} | false
            {'properties': {'a': {'prefixItems': [{'type': 'integer'}, {'type': 'string'}], 'items': false}}} | {'a': [1, 'x', 2]} | false
            {'properties': {'a': {'prefixItems': [{'type': 'integer'}, {'type': 'string'}]}}} | {'a': [1, 'x']} | true
            {'properties': {'a': {'type': 'number', 'multipleOf': 0.5}}} | {'a': 1.3} | false
            {'properties': {'a': {'anyOf': [{'type': 'integer'}, {'type': 'null'}]}}, 'required': ['a']} | {'a': null} | true
            {'properties': {'a': {'type': 'integer', 'nullable': true}}, 'required': ['a']} | {'a': null} | true
            {'properties': {'a': {'type': 'integer'}}, 'required': ['a']} | {'a': null} | false
            {'properties': {'a': {'const': 7}}} | {'a': null} | true
            {'properties': {'a': {'enum': [1, 2]}}} | {'a': null} | true
            {'properties': {'a': false}} | {'a': 1} | false
            {'$ref': '#/$defs/all', '$defs': {'all': {'properties': {'a': {'type': 'integer'}}}}} | {'a': 1} | true
            {'$ref': '#/$defs/all', '$defs': {'all': {'properties': {'a': {'type': 'integer'}}}}} | {'b': 1} | false
            {'properties': {'a': {'type': 'integer', 'format': 'int32'}}} | {'a': 5000000000} | false
            {'properties': {'type': {'type': 'integer'}, '$ref': {'type': 'integer'}}} | {'type': 1, '$ref': 2} | true
            {'properties': {'a': {'type': 'string', 'default': {'$ref': 5}, 'examples': [{'$ref': '#/x'}]}}} | {'a': 'b'} | true
            """)
    void keywordsMeanWhatTheyMeanAndUndeclaredIsRefusedUnlessAllowed(String schema, String args, boolean fits) {
        String problem = problem(schema, args);
        if (fits) {
            assertThat(problem).isNull();
        } else {
            assertThat(problem).endsWith(". Nothing was carried out.");
        }
    }

    @Test
    void aChoiceOfNullAndOneOtherSaysWhatIsWrongWithThatOne() {
        assertThat(problem("{'properties': {'a': {'anyOf': [{'type': 'integer'}, {'type': 'null'}]}}}", "{'a': 'x'}"))
                .contains("argument 'a' is expected to be a whole number but was text");
    }

    @Test
    void whatLeadsBackOrElsewhereIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentCheck.of(
                        map("{'properties': {'x': {'patternProperties': {'a': {'$ref': '#'}}}}}"), false))
                .withMessageContaining("it refers to itself by #");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentCheck.of(
                        map("{'properties': {'x': {'not': {'$ref': 'http://localhost:1/x'}}}}"), false))
                .withMessageContaining("nothing is loaded from elsewhere");
    }

    @Test
    void aPatternOfSomebodyElseIsNotTried() {
        Map<String, Object> schema = map("{'properties': {'a': {'type': 'string', 'pattern': '^(a+)+$'}},"
                + " 'patternProperties': {'^(b+)+$': {'type': 'integer'}}}");

        ArgumentCheck check = ArgumentCheck.of(schema, true);

        assertThat(check.check(Map.of("a", "a".repeat(200) + "!", "b".repeat(200) + "!", "x"))
                        .problem())
                .isNull();
        assertThat(check.check(Map.of("a", 1)).problem()).contains("'a' is expected to be text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'required': true, 'type': 'string'",
                "'type': 'string', 'minLength': '1'",
                "'type': 'number', 'minimum': 0, 'exclusiveMinimum': true",
                "'type': 'string', 'enum': 'b'"
            })
    void aSchemaOfSomebodyElseThatIsNoneKeepsNoCallFromItsServer(String schema) {
        ArgumentCheck check = ArgumentCheck.of(map("{'properties': {'a': {" + schema + "}}}"), true);

        assertThat(check.check(Map.of("a", schema.contains("number") ? 5 : "b")).problem())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'pattern': '['", "'patternProperties': {'(': true}"})
    void aPatternThatIsNoneIsRefusedAtTheStart(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentCheck.of(map("{'properties': {'a': {" + schema + "}}}"), false))
                .withMessageContaining("at /a its pattern ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {'type': 'string', 'maxLength': 1, 'minLength': 1} | '😀'
            {'type': 'string', 'pattern': 'b'}                 | 'abc'
            {'enum': [1.0, 2]}                                 | 1
            {'enum': [1, 2]}                                   | 1.0
            {'const': 1.0}                                     | 1
            {'const': 0}                                       | -0.0
            {'const': {'n': [1.0]}}                            | {'n': [1]}
            {'type': 'integer', 'minimum': 9007199254740993}   | 9007199254740993
            {'type': 'integer', 'maximum': 1e400}              | 5
            {'type': 'number', 'multipleOf': 0.01}             | 0.07
            {'type': 'number', 'multipleOf': 0.01}             | 19.99
            {'uniqueItems': true, 'items': {}}                 | ['1', 1, true]
            """)
    void valuesAreComparedAsJsonMeansThem(String schema, String value) {
        assertThat(problem("{'properties': {'a': " + schema + "}}", "{'a': " + value + "}"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {'const': 9007199254740992}                        | 9007199254740993
            {'enum': [9007199254740992]}                       | 9007199254740993
            {'enum': [1]}                                      | '1'
            {'enum': [1]}                                      | true
            {'uniqueItems': true, 'items': {}}                 | [1, 1.0]
            """)
    void valuesThatDifferAreToldApart(String schema, String value) {
        assertThat(problem("{'properties': {'a': " + schema + "}}", "{'a': " + value + "}"))
                .isNotNull();
    }

    @Test
    void aTextThatAPatternCanNotGetThroughIsRefused() {
        ArgumentCheck check =
                ArgumentCheck.of(map("{'properties': {'a': {'type': 'string', 'pattern': '^(?:a|b)*$'}}}"), false);

        assertThat(check.check(Map.of("a", "ab".repeat(100))).problem()).isNull();
        assertThat(check.check(Map.of("a", "ab".repeat(100_000))).problem()).contains("a text is too long");
    }

    @Test
    void manyThreadsUseOneCheck() throws Exception {
        ArgumentCheck check = ArgumentCheck.of(map(STAY), false);
        Map<String, Object> fits = map("{'guest': {'name': 'Ada', 'age': 3}, 'nights': 2, 'pay': {'cash': 1},"
                + " 'rooms': [{'beds': 1, 'view': 'sea'}], 'contact': {'mail': 'm', 'phone': '1'}}");
        Map<String, Object> not = map("{'guest': {'name': 7}, 'nights': 2, 'pay': {'cash': 'x'}}");
        String words = CHECK.check(not).problem();
        List<Callable<Boolean>> calls = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(thread -> calls.add(() -> IntStream.range(0, 500)
                        .allMatch(i -> check.check(fits).problem() == null
                                && String.valueOf(check.check(not).problem()).equals(words))));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sameSchemaSameCheck() {
        assertThat(ArgumentCheck.of(map(STAY), false))
                .isEqualTo(ArgumentCheck.of(map(STAY), false))
                .hasSameHashCodeAs(ArgumentCheck.of(map(STAY), false))
                .isNotEqualTo(ArgumentCheck.of(map("{}"), false))
                .isNotEqualTo(ArgumentCheck.ofSize());
    }
}
