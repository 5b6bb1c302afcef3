package io.github.camelgeminilive.emulator.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a message may hold, read from the lists beside this class: {@code fields.txt} for the client's
 * (protocol section 2), {@code server-fields.txt} for the server's (section 3). Loaded once. Immutable, thread-safe.
 */
final class FieldTree {
    static final FieldTree CLIENT = load("fields.txt");
    static final FieldTree SERVER = load("server-fields.txt");

    /** Where a field exists. */
    private enum Place {
        DEV,
        VERTEX,
        ALPHA
    }

    /**
     * @param type a scalar's name, a message's or an enum's
     * @param shape one value, a list, or a map from any name
     */
    record Field(String name, String type, Shape shape, Set<String> where) {
        boolean existsAt(Entrance entrance) {
            if (where.isEmpty()) {
                return true;
            }
            Place place = entrance.vertex() ? Place.VERTEX : Place.DEV;
            return where.contains(place.name().toLowerCase(Locale.ROOT))
                    || entrance.alpha() && where.contains(Place.ALPHA.name().toLowerCase(Locale.ROOT));
        }
    }

    enum Shape {
        ONE,
        LIST,
        MAP
    }

    private final Map<String, Map<String, Field>> messages = new HashMap<>();
    private final Map<String, Set<String>> enums = new HashMap<>();

    private FieldTree() {}

    Set<String> messages() {
        return messages.keySet();
    }

    Set<String> enums() {
        return enums.keySet();
    }

    /** The fields of a message by their camelCase name; null when the type is no message. */
    @Nullable
    Map<String, Field> message(String type) {
        return messages.get(type);
    }

    /** The values of an enum; null when the type is none. */
    @Nullable
    Set<String> values(String type) {
        return enums.get(type);
    }

    private static FieldTree load(String resource) {
        FieldTree tree = new FieldTree();
        try (InputStream in = FieldTree.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource " + resource + " beside " + FieldTree.class);
            }
            Map<String, Field> message = Map.of();
            for (String line : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList()) {
                List<String> words = List.of(line.trim().split("\\s+"));
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (words.get(0).equals("message") && !line.startsWith(" ")) {
                    message = new LinkedHashMap<>();
                    tree.messages.put(words.get(1), message);
                } else if (words.get(0).equals("enum") && !line.startsWith(" ")) {
                    tree.enums.put(words.get(1), Set.copyOf(words.subList(2, words.size())));
                } else {
                    message.put(words.get(0), field(words));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + resource, e);
        }
        return tree;
    }

    private static Field field(List<String> words) {
        String type = words.get(1);
        Shape shape = type.endsWith("[]") ? Shape.LIST : type.endsWith("{}") ? Shape.MAP : Shape.ONE;
        String plain = shape == Shape.ONE ? type : type.substring(0, type.length() - 2);
        return new Field(
                words.get(0),
                plain,
                shape,
                words.size() > 2 ? Set.of(words.get(2).split(",")) : Set.of());
    }
}
