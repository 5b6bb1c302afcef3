package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random values for frames, and the liberties that the JSON rules of protobuf allow a server (protocol section 1.5). */
final class WireDice {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] SNIPPETS = {
        "a", " ", "ß", "\"", "\\", "\n", "/", "€", "中文", "👋🏽", "\u0000", "\u2028", "null", "{", "}", "_"
    };

    private final Random random;

    WireDice(long seed) {
        random = new Random(seed);
    }

    boolean yes() {
        return random.nextBoolean();
    }

    boolean rarely() {
        return random.nextInt(8) == 0;
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        return text.toString();
    }

    /** Text that protobuf would not drop as a default. */
    String someText() {
        return "x" + text();
    }

    byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(rarely() ? 20_000 : 60)];
        random.nextBytes(bytes);
        return bytes;
    }

    Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(yes() ? "snake_case" + i : text(), value(depth));
        }
        return map;
    }

    private Object value(int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0:
                return text();
            case 1:
                return random.nextInt();
            case 2:
                return (1L << 40) + random.nextInt();
            case 3:
                return random.nextInt() / 1024.0 + 0.5;
            case 4:
                return yes();
            case 5:
                return null;
            case 6:
                return map(depth - 1);
            default:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(depth - 1));
                }
                return list;
        }
    }

    /** An object of the protocol with these fields and all liberties: order, spelling, nulls, fields of tomorrow. */
    ObjectNode object(Map<String, JsonNode> fields) {
        Map<String, JsonNode> spelled = new LinkedHashMap<>();
        // sorted first: Map.of has another order in each JVM, and a seed must make the same frame everywhere
        new TreeMap<>(fields).forEach((name, value) -> spelled.put(rarely() ? snake(name) : name, value));
        if (rarely()) {
            spelled.put("fieldOfTomorrow", NODES.pojoNode(null));
            spelled.put("other_field", node(map(3)));
        }
        List<String> names = new ArrayList<>(spelled.keySet());
        Collections.shuffle(names, random);
        ObjectNode object = NODES.objectNode();
        names.forEach(name -> object.set(name, spelled.get(name)));
        return object;
    }

    ArrayNode array(List<? extends JsonNode> elements) {
        ArrayNode array = NODES.arrayNode();
        for (JsonNode element : elements) {
            if (rarely()) {
                array.addNull();
            }
            array.add(element);
        }
        return array;
    }

    /** A 64 bit number in one of its two forms. */
    JsonNode number(long value) {
        return yes() ? NODES.textNode(Long.toString(value)) : NODES.numberNode(value);
    }

    static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, element) -> object.set((String) name, node(element)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number.intValue());
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number.longValue());
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number.doubleValue());
        }
        return NODES.nullNode();
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
