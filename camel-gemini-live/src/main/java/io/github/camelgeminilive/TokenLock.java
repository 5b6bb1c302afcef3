package io.github.camelgeminilive;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of the setup an ephemeral token fixes, and at which values (protocol section 7.2). A field that is named
 * and absent in the agent's setup is fixed to its default, so {@code all} names every field that the client could add.
 * Only {@code sessionResumption} and {@code historyConfig} stay the client's: with the first one fixed it could not
 * resume, and the second one says that a history follows, which only the client knows.
 *
 * @param setup the values, or null where nothing is fixed
 * @param mask the names of the fields, with commas between them; null where nothing is fixed
 */
record TokenLock(
        @Nullable Map<String, Object> setup, @Nullable String mask) {

    static final String ALL = "all";
    static final String NONE = "none";

    /** Fields of the setup that the Developer API knows in every version, without the client's own two. */
    private static final List<String> FIELDS = List.of(
            "model",
            "generationConfig",
            "systemInstruction",
            "tools",
            "realtimeInputConfig",
            "contextWindowCompression",
            "inputAudioTranscription",
            "outputAudioTranscription",
            "safetySettings");

    private static final String ALPHA_FIELD = "proactivity";
    private static final Set<String> CLIENTS_OWN = Set.of("sessionResumption", "historyConfig");

    /** Without them the server takes any model, and text for the modality. */
    private static final List<String> ALWAYS = List.of("model", "generationConfig.responseModalities");

    private static final Pattern PATH = Pattern.compile("[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)*");

    /**
     * What the option says about an agent's setup.
     *
     * @param option {@code all}, {@code none}, or names of fields with commas between them
     * @throws IllegalArgumentException when a name can't be one
     */
    static TokenLock of(String option, Map<String, Object> setup, String version) {
        if (option.equals(NONE)) {
            return new TokenLock(null, null);
        }
        Set<String> paths = new LinkedHashSet<>();
        if (option.equals(ALL)) {
            paths.addAll(FIELDS);
            paths.addAll(setup.keySet());
            paths.removeAll(CLIENTS_OWN);
            if (version.equals("v1alpha")) {
                paths.add(ALPHA_FIELD);
            }
        } else {
            paths.addAll(ALWAYS);
            for (String path : option.split(",", -1)) {
                paths.add(checked(path.trim(), setup));
            }
        }
        List<String> mask = outermost(paths);
        Map<String, Object> fixed = new LinkedHashMap<>();
        for (String path : mask) {
            copy(setup, fixed, List.of(path.split("\\.", -1)));
        }
        return new TokenLock(fixed, String.join(",", mask));
    }

    private static String checked(String path, Map<String, Object> setup) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("Option tokenLock: expected all, none, or names of setup fields such as"
                    + " model,generationConfig.speechConfig but was '" + path + "'");
        }
        String[] names = path.split("\\.", -1);
        Object at = setup;
        for (int i = 0; i < names.length - 1; i++) {
            at = at instanceof Map<?, ?> map ? map.get(names[i]) : null;
            if (at instanceof Collection<?>) {
                String list = String.join(".", List.of(names).subList(0, i + 1));
                throw new IllegalArgumentException("Option tokenLock: expected a field outside of lists but " + list
                        + " is a list: lock " + list + " as a whole");
            }
        }
        return path;
    }

    /** Without fields that stand in another one of them. */
    private static List<String> outermost(Set<String> paths) {
        return paths.stream()
                .filter(path -> new TreeSet<>(paths).stream().noneMatch(other -> path.startsWith(other + ".")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static void copy(Map<String, Object> from, Map<String, Object> to, List<String> path) {
        String name = path.get(0);
        Object value = from.get(name);
        if (path.size() == 1) {
            if (value != null) {
                to.put(name, value);
            }
        } else if (value instanceof Map<?, ?> inner && holds(inner, path.subList(1, path.size()))) {
            copy(
                    (Map<String, Object>) inner,
                    (Map<String, Object>) to.computeIfAbsent(name, any -> new LinkedHashMap<String, Object>()),
                    path.subList(1, path.size()));
        }
    }

    private static boolean holds(Map<?, ?> map, List<String> path) {
        Object value = map.get(path.get(0));
        return path.size() == 1
                ? value != null
                : value instanceof Map<?, ?> inner && holds(inner, path.subList(1, path.size()));
    }
}
