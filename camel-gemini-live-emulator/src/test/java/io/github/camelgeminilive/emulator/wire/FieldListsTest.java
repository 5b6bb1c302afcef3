package io.github.camelgeminilive.emulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.genai.types.LiveClientMessage;
import com.google.genai.types.LiveServerMessage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The lists of fields are complete: whatever Google's Java SDK has a name for is in them. */
class FieldListsTest {
    private static final String SDK_TYPES = "com.google.genai.types";
    private static final Set<String> SCALARS =
            Set.of("bool", "int", "int64", "float", "string", "bytes", "duration", "any", "struct", "strings");

    /** What the SDK names and the wire does not, each with the reason. */
    private static final Map<String, String> NOT_ON_THE_WIRE = Map.of(
            "Server.voiceActivity.voiceActivityType", "the wire says type; the SDKs rename it (section 3.9)",
            "Client.realtimeInputParameters", "the SDK's own argument, written as realtimeInput",
            "Client.setup.tools.functions", "Java methods, which the SDK turns into functionDeclarations");

    @Test
    void everyFieldOfAServerMessageIsListed() {
        assertThat(missing(FieldTree.SERVER, "Server", LiveServerMessage.class)).isEmpty();
    }

    @Test
    void everyFieldOfAClientMessageIsListed() {
        assertThat(missing(FieldTree.CLIENT, "Client", LiveClientMessage.class)).isEmpty();
    }

    @Test
    void fieldThatIsNotListedIsFound() {
        assertThat(missing(FieldTree.CLIENT, "Client", LiveServerMessage.class))
                .contains("Client.serverContent", "Client.goAway");
    }

    @Test
    void listsNameFieldsThatTheJavaSdkDoesNotKnow() {
        assertThat(fields(FieldTree.SERVER, "ServerContent")).contains("speechState");
        assertThat(fields(FieldTree.SERVER, "UsageMetadata")).contains("candidatesTokenCount", "responseTokenCount");
        assertThat(fields(FieldTree.SERVER, "Transcription")).contains("startOffset", "endOffset");
        assertThat(fields(FieldTree.CLIENT, "Client")).contains("contextUpdate");
        assertThat(fields(FieldTree.CLIENT, "Setup")).contains("labels");
    }

    @Test
    void everyTypeInTheListsIsDefinedAndUsed() {
        for (FieldTree tree : List.of(FieldTree.CLIENT, FieldTree.SERVER)) {
            Set<String> used = new TreeSet<>();
            Set<String> undefined = new TreeSet<>();
            for (String message : tree.messages()) {
                for (FieldTree.Field field : tree.message(message).values()) {
                    used.add(field.type());
                    boolean known = SCALARS.contains(field.type())
                            || tree.message(field.type()) != null
                            || tree.values(field.type()) != null;
                    if (!known) {
                        undefined.add(message + "." + field.name() + " " + field.type());
                    }
                }
            }
            assertThat(undefined).isEmpty();
            assertThat(tree.messages()).filteredOn(name -> !used.contains(name)).hasSize(1);
            assertThat(used).containsAll(tree.enums());
        }
    }

    private static Set<String> fields(FieldTree tree, String message) {
        return tree.message(message).keySet();
    }

    private static List<String> missing(FieldTree tree, String root, Class<?> type) {
        List<String> missing = new ArrayList<>();
        walk(tree, root, type, root, new HashSet<>(), missing);
        return missing;
    }

    private static void walk(
            FieldTree tree, String message, Class<?> type, String path, Set<String> done, List<String> missing) {
        if (!done.add(message + " " + type.getName())) {
            return;
        }
        for (Method getter : getters(type)) {
            String name = getter.getAnnotation(JsonProperty.class).value();
            String at = path + "." + name;
            if (NOT_ON_THE_WIRE.containsKey(at)) {
                continue;
            }
            FieldTree.Field field = tree.message(message).get(name);
            if (field == null) {
                missing.add(at);
                continue;
            }
            Class<?> inner = sdkType(getter.getGenericReturnType());
            if (inner == null || field.type().equals("any")) {
                continue;
            }
            if (tree.message(field.type()) != null) {
                walk(tree, field.type(), inner, at, done, missing);
            } else if (tree.values(field.type()) != null) {
                missingValues(tree.values(field.type()), inner, at, missing);
            } else if (!getters(inner).isEmpty()) {
                missing.add(at + " is no " + field.type());
            }
        }
    }

    private static void missingValues(Set<String> listed, Class<?> type, String path, List<String> missing) {
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (nested.getSimpleName().equals("Known")) {
                Arrays.stream(nested.getEnumConstants())
                        .map(Object::toString)
                        .filter(value -> !value.endsWith("UNSPECIFIED") && !listed.contains(value))
                        .forEach(value -> missing.add(path + " " + value));
            }
        }
    }

    private static List<Method> getters(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> method.isAnnotationPresent(JsonProperty.class))
                .toList();
    }

    /** The SDK's type inside Optional, List and Map; null for a scalar. */
    private static Class<?> sdkType(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return sdkType(arguments[arguments.length - 1]);
        }
        return type instanceof Class<?> plain && plain.getName().startsWith(SDK_TYPES) ? plain : null;
    }
}
