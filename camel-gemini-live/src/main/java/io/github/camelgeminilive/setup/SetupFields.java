package io.github.camelgeminilive.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the setup message that we know: {@code setup-fields.txt}. The service adds some every few weeks.
 *
 * <p>Immutable, thread-safe.
 */
public final class SetupFields {

    private static final String FILE = "setup-fields.txt";
    private static final SetupFields KNOWN = load();

    private final Map<String, SetupField> byPath = new LinkedHashMap<>();

    private SetupFields() {}

    public static SetupFields known() {
        return KNOWN;
    }

    private static SetupFields load() {
        SetupFields fields = new SetupFields();
        try (InputStream in = SetupFields.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + SetupFields.class);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(SetupField::parse)
                    .forEach(field -> fields.byPath.put(field.path(), field));
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable
    SetupField field(String path) {
        return byPath.get(path);
    }

    /** The paths of all fields. */
    public Set<String> paths() {
        return Set.copyOf(byPath.keySet());
    }

    /** An enum's name in full, where people may leave the prefix out; other values as they are. */
    public Object full(String path, Object value) {
        SetupField field = byPath.get(path);
        return field != null && field.type() == SetupField.Type.ENUM && value instanceof String name
                ? field.full(name)
                : value;
    }

    /**
     * What is wrong with the value of a field, whatever the model and the back end.
     *
     * @return "expected ... but was ...", or null if nothing is, or the field is not known
     */
    public @Nullable String problem(String path, @Nullable Object value) {
        SetupField field = byPath.get(path);
        return field == null ? null : field.problem(value);
    }

    /** Known paths that an unknown one may be meant for, the nearest first. */
    List<String> nearest(String path) {
        String name = last(path);
        String parent = parent(path);
        return byPath.keySet().stream()
                .filter(known -> last(known).equalsIgnoreCase(name)
                        || parent(known).equals(parent) && distance(last(known), name) <= 1 + name.length() / 3)
                .sorted(Comparator.comparingInt(known -> distance(known, path)))
                .limit(3)
                .toList();
    }

    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replace("_", "");
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
