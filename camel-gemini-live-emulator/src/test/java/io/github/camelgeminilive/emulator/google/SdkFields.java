package io.github.camelgeminilive.emulator.google;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one value of an SDK type for each field that its builders know, all the way down, by reflection: so a field
 * that a newer SDK adds is a new case and not a forgotten one. Thread-safe.
 */
final class SdkFields {
    /** Fields that the SDK uses itself and that never reach the wire. */
    private static final Set<String> NOT_ON_THE_WIRE = Set.of("httpOptions", "functions");

    private static final Map<String, String> STRINGS = Map.of(
            "voiceName", "Kore",
            "name", "turn_on",
            "mimeType", "audio/wav",
            "model", "models/gemini-3.8-live",
            "languageCode", "en-US",
            "handle", "",
            "startOffset", "1.5s",
            "endOffset", "1.5s");

    /** One value with one field set in it, and the way to that field. */
    record Case(String path, Object value) {}

    private SdkFields() {}

    static List<Case> of(Class<?> type) {
        return cases(type, "", List.of());
    }

    private static List<Case> cases(Type type, String field, List<Class<?>> above) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            boolean list = generic.getRawType() == List.class;
            return cases(element, field, above).stream()
                    .map(one -> new Case(one.path(), list ? List.of(one.value()) : Map.of("key", one.value())))
                    .toList();
        }
        Class<?> plain = (Class<?>) type;
        Object scalar = scalar(plain, field);
        if (scalar != null) {
            return List.of(new Case("", scalar));
        }
        List<Case> known = knownValues(plain);
        return known.isEmpty() ? fields(plain, above) : known;
    }

    private static List<Case> fields(Class<?> type, List<Class<?>> above) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("", build(type, null, null)));
        if (above.stream().filter(type::equals).count() > 0) {
            return cases; // a type inside itself, as Schema has it: once is enough
        }
        List<Class<?>> here = new ArrayList<>(above);
        here.add(type);
        for (Method setter : setters(type)) {
            for (Case inner : cases(setter.getGenericParameterTypes()[0], setter.getName(), here)) {
                String path = setter.getName() + (inner.path().isEmpty() ? "" : "." + inner.path());
                cases.add(new Case(path, build(type, setter, inner.value())));
            }
        }
        return cases;
    }

    private static List<Method> setters(Class<?> type) {
        Class<?> builder = call(null, method(type, "builder")).getClass().getSuperclass();
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method ->
                        Modifier.isAbstract(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 1 && !NOT_ON_THE_WIRE.contains(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Object build(Class<?> type, Method setter, Object value) {
        Object builder = call(null, method(type, "builder"));
        if (type.getSimpleName().equals("FunctionDeclaration")) {
            call(builder, method(builder.getClass().getSuperclass(), "name", String.class), "turn_on");
        }
        if (setter != null) {
            call(builder, setter, value);
        }
        return call(builder, method(builder.getClass().getSuperclass(), "build"));
    }

    private static List<Case> knownValues(Class<?> type) {
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (nested.getSimpleName().equals("Known")) {
                return Arrays.stream(nested.getEnumConstants())
                        .filter(value -> !value.toString().contains("UNSPECIFIED"))
                        .map(value -> new Case(value.toString(), construct(type, nested, value)))
                        .toList();
            }
        }
        return List.of();
    }

    private static Object scalar(Class<?> type, String field) {
        if (type == String.class) {
            return STRINGS.getOrDefault(field, "some text");
        }
        if (type == Integer.class || type == Long.class) {
            // Token counts have a range on Vertex; every other number takes it too.
            return type == Integer.class ? (Object) 6_000 : (Object) 6_000L;
        }
        if (type == Float.class || type == Double.class) {
            return type == Float.class ? (Object) 0.5f : (Object) 0.5;
        }
        if (type == Boolean.class || type == boolean.class) {
            return true;
        }
        if (type == byte[].class) {
            return new byte[] {(byte) 0xfb, (byte) 0xff, 1};
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Duration.class) {
            return Duration.ofMillis(1_500);
        }
        return type == Object.class ? Map.of("type", "object") : null;
    }

    private static Object construct(Class<?> type, Class<?> nested, Object value) {
        try {
            return type.getConstructor(nested).newInstance(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("Expected a public constructor of " + type, e);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("Expected a builder method " + name + " on " + type, e);
        }
    }

    private static Object call(Object target, Method method, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new AssertionError("Cannot call " + method, e);
        }
    }
}
