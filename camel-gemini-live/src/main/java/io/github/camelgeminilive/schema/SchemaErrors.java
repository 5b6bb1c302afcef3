package io.github.camelgeminilive.schema;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The errors of one validation, of which the library gives one for each schema on the way, as those that matter: an
 * object is not wrong beside its part that is, and of alternatives none of which fits not every reason is told.
 *
 * <p>Not thread-safe.
 */
final class SchemaErrors {

    /** Wrong because a part is. */
    private static final Set<String> AROUND = Set.of(
            "properties",
            "patternProperties",
            "additionalProperties",
            "unevaluatedProperties",
            "items",
            "prefixItems",
            "unevaluatedItems",
            "allOf",
            "if",
            "dependentSchemas",
            "dependencies");

    private static final Set<String> BRANCHES = Set.of("anyOf", "oneOf", "allOf", "if");

    private final Map<String, Object> schema;
    private final Map<String, Object> value;
    private final List<OutputUnit> errors;

    SchemaErrors(Map<String, Object> schema, Map<String, Object> value, List<OutputUnit> errors) {
        this.schema = schema;
        this.value = value;
        this.errors = errors;
    }

    /** Says what matters, at most so many things. */
    void words(int max, Consumer<String> told) {
        List<OutputUnit> relevant = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (OutputUnit error : errors) {
            String at = error.getKeywordLocation();
            if (hidden.stream().anyMatch(at::startsWith)) {
                continue;
            }
            String keyword = last(at);
            if (keyword.equals("anyOf") || keyword.equals("oneOf")) {
                hide(at, hidden);
            }
            relevant.add(error);
        }
        relevant.removeIf(this::onlyNull);
        // where something is wrong that is nothing around it, and where a choice failed
        Set<String> wrong = new HashSet<>();
        Set<String> branched = new HashSet<>();
        for (OutputUnit error : relevant) {
            String keyword = last(error.getKeywordLocation());
            String at = error.getInstanceLocation();
            if (BRANCHES.contains(keyword)) {
                branched.add(at);
            }
            for (at = AROUND.contains(keyword) ? parent(at) : at; !at.isEmpty(); at = parent(at)) {
                wrong.add(at);
            }
        }
        Set<String> said = new HashSet<>();
        for (OutputUnit error : relevant) {
            String keyword = last(error.getKeywordLocation());
            String at = error.getInstanceLocation();
            // what a failed choice would have named
            boolean unsure = keyword.equals("unevaluatedProperties") && branched.contains(parent(at));
            if (!unsure && !(AROUND.contains(keyword) && wrong.contains(at)) && said.size() < max) {
                words(error, keyword, told, said);
            }
        }
    }

    private void words(OutputUnit error, String keyword, Consumer<String> told, Set<String> said) {
        Object found = JsonPlace.in(value, error.getInstanceLocation());
        Object around = JsonPlace.in(schema, parent(error.getKeywordLocation()));
        Map<?, ?> rule = around instanceof Map<?, ?> map ? map : Map.of();
        for (String words : SchemaWords.of(value, error.getInstanceLocation(), keyword, rule, found)) {
            if (said.add(words)) {
                told.accept(words);
            }
        }
    }

    /** What the branches of a choice say; of a choice between null and one schema that one is heard. */
    private void hide(String at, List<String> hidden) {
        List<?> branches = JsonPlace.in(schema, at) instanceof List<?> list ? list : List.of();
        int only = only(branches);
        for (int i = 0; i < branches.size(); i++) {
            if (i != only) {
                hidden.add(at + "/" + i + "/");
            }
        }
    }

    /** Whether an error is that of a choice between null and one other schema, which says more. */
    private boolean onlyNull(OutputUnit error) {
        String at = error.getKeywordLocation();
        String keyword = last(at);
        return (keyword.equals("anyOf") || keyword.equals("oneOf"))
                && JsonPlace.in(schema, at) instanceof List<?> branches
                && only(branches) >= 0
                && errors.stream()
                        .anyMatch(one -> one.getKeywordLocation().startsWith(at + "/" + only(branches) + "/"));
    }

    /** The place of the only branch that is not null, or -1. */
    private static int only(Collection<?> branches) {
        int only = -1;
        int place = 0;
        for (Object branch : branches) {
            if (!(branch instanceof Map<?, ?> map && "null".equals(map.get("type")))) {
                if (only >= 0) {
                    return -1;
                }
                only = place;
            }
            place++;
        }
        return only;
    }

    private static String last(@Nullable String pointer) {
        return pointer == null ? "" : pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? "" : pointer.substring(0, slash);
    }
}
