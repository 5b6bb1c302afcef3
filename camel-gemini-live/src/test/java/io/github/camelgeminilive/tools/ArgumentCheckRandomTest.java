package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random JSON against random schemas: there is always an answer, and it is never long. */
class ArgumentCheckRandomTest {

    private static final List<String> NAMES = Arrays.asList(
            "a",
            "b",
            "type",
            "$ref",
            "properties",
            "CamelHttpUri",
            "a/b",
            "a~1",
            "%",
            "a%2Fb",
            "\n",
            "",
            "ü",
            "\uD83D",
            "0");

    private static final List<String> FORMATS = Arrays.asList(
            "date",
            "time",
            "date-time",
            "duration",
            "email",
            "uri",
            "uuid",
            "hostname",
            "ipv4",
            "ipv6",
            "regex",
            "int32",
            "json-pointer",
            "uri-template",
            "idn-email",
            "byte",
            "no such");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyArgumentGetsAnAnswer(long seed) {
        Random random = new Random(seed);
        int fit = 0;
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            Map<String, Object> schema = object(random, 3);
            boolean foreign = random.nextBoolean();
            ArgumentCheck check = ArgumentCheck.of(schema, foreign);
            for (int j = 0; j < 20; j++) {
                Map<String, Object> args = values(random, 3);
                ArgumentCheck.Finding finding = check.check(args);
                if (finding.problem() == null) {
                    fit++;
                    assertThat(finding.args()).hasSameSizeAs(args);
                } else {
                    refused++;
                    assertThat(finding.args()).isEmpty();
                    assertThat(finding.problem())
                            .as("seed %s, schema %s, call %s", seed, i, j)
                            .startsWith("The arguments do not fit: ")
                            .endsWith(". Nothing was carried out.")
                            .doesNotContain("can not be read", "vertx", "null is")
                            .hasSizeLessThan(4_000);
                }
            }
        }
        assertThat(fit).isPositive();
        assertThat(refused).isPositive();
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.put(name(random), schema(random, depth - 1));
        }
        schema.put("properties", properties);
        if (random.nextInt(3) == 0) {
            schema.put("required", List.of(name(random)));
        }
        switch (random.nextInt(8)) {
            case 0 -> schema.put("additionalProperties", random.nextBoolean());
            case 1 -> schema.put("additionalProperties", schema(random, depth - 1));
            case 2 -> schema.put("patternProperties", Map.of("^[ab]", schema(random, depth - 1)));
            case 3 -> schema.put("minProperties", random.nextInt(3));
            case 4 -> schema.put("propertyNames", Map.of("maxLength", random.nextInt(5)));
            case 5 -> schema.put("dependentRequired", Map.of(name(random), List.of(name(random))));
            default -> {}
        }
        return schema;
    }

    private static Object schema(Random random, int depth) {
        if (depth <= 0) {
            return random.nextInt(6) == 0 ? (Object) random.nextBoolean() : leaf(random);
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> object(random, depth);
            case 2 -> Map.of("type", "array", "items", schema(random, depth - 1), "maxItems", random.nextInt(4));
            case 3 -> Map.of("anyOf", List.of(schema(random, depth - 1), schema(random, depth - 1)));
            case 4 -> Map.of("oneOf", List.of(schema(random, depth - 1), schema(random, depth - 1)));
            case 5 -> Map.of("allOf", List.of(schema(random, depth - 1), object(random, depth - 1)));
            case 6 -> Map.of("if", leaf(random), "then", schema(random, depth - 1), "else", schema(random, depth - 1));
            case 7 -> Map.of("not", schema(random, depth - 1));
            default -> leaf(random);
        };
    }

    private static Map<String, Object> leaf(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Map.of("type", "integer", "minimum", random.nextInt(5));
            case 1 -> Map.of("type", "number", "multipleOf", 0.5, "exclusiveMaximum", 100);
            case 2 -> Map.of("type", "string", "maxLength", random.nextInt(6), "pattern", "^[a-z]*$");
            case 3 -> Map.of("type", "string", "format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 4 -> Map.of("enum", Arrays.asList("a", 1, 2.5, true, null, List.of(1)));
            case 5 -> Map.of("const", random.nextInt(3));
            case 6 -> Map.of("type", List.of("boolean", "null", "integer"));
            case 7 -> Map.of("contains", Map.of("type", "integer"), "uniqueItems", true, "minItems", 1);
            default -> Map.of();
        };
    }

    private static Map<String, Object> values(Random random, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            put(values, name(random), value(random, depth - 1));
        }
        return values;
    }

    @SuppressWarnings("NullAway") // null is a value of JSON
    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        map.put(name, value);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 10)) {
            case 0 -> random.nextInt(10) - 3;
            case 1 -> random.nextInt(10) / 4.0;
            case 2 -> 1e300;
            case 3 -> new BigInteger("99999999999999999999");
            case 4 -> random.nextLong();
            case 5 -> "abc".substring(random.nextInt(4));
            case 6 -> NAMES.get(random.nextInt(NAMES.size())).repeat(random.nextInt(2_000));
            case 7 -> random.nextBoolean();
            case 8 -> null;
            case 9 -> "2026-12-31";
            case 10 -> values(random, depth);
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
