package io.github.camelgeminilive.tools;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is declared to the model (protocol section 2.5).
 *
 * @param name letter or {@code _} first, then letters, digits and {@code _ . : -}, at most 128 characters; or
 *     {@value #CATCH_ALL}, which is not declared and takes every call that no other tool claims
 * @param description tells the model when to call it and what it gives; empty only for {@value #CATCH_ALL}
 * @param parameters schema of the arguments in the subset that the Live API reads; empty for none; unmodifiable
 * @param behavior {@code BLOCKING} or {@code NON_BLOCKING}; null leaves it to the model's family
 * @param arguments what calls are held against
 */
public record ToolDeclaration(
        String name,
        String description,
        Map<String, Object> parameters,
        @Nullable String behavior,
        ArgumentCheck arguments) {

    /** The name of a tool that takes every call that no other tool claims. */
    public static final String CATCH_ALL = "*";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");

    public ToolDeclaration {
        if (!name.equals(CATCH_ALL) && !isName(name)) {
            throw new IllegalArgumentException("Expected in option tool a name that begins with a letter or _, goes on"
                    + " with letters, digits, _ . : or -, and has at most 128 characters, or * for every call that no"
                    + " other tool claims, but was '" + name + "'");
        }
        if (name.equals(CATCH_ALL)) {
            if (!parameters.isEmpty() || behavior != null) {
                throw new IllegalArgumentException("Expected neither parameters nor behavior for tool=* but found some;"
                        + " it is not declared to the model");
            }
        } else if (description.isBlank()) {
            throw new IllegalArgumentException("Expected option description for tool '" + name
                    + "' but there is none; the model decides by it when to call the function");
        }
        if (behavior != null && !behavior.equals("BLOCKING") && !behavior.equals("NON_BLOCKING")) {
            throw new IllegalArgumentException(
                    "Expected BLOCKING or NON_BLOCKING in option behavior of tool '" + name + "' but was " + behavior);
        }
        parameters = object(parameters);
    }

    /** A declaration whose arguments are not checked beyond their size. */
    ToolDeclaration(String name, String description, Map<String, Object> parameters, @Nullable String behavior) {
        this(name, description, parameters, behavior, ArgumentCheck.asTheyAre());
    }

    /**
     * A declaration with arguments.
     *
     * @param description null for what the schema of the arguments says of itself
     * @param arguments ignored for {@value #CATCH_ALL}, if they are none
     */
    public static ToolDeclaration of(
            String name, @Nullable String description, DeclaredArguments arguments, @Nullable String behavior) {
        String text = description != null ? description : arguments.description();
        return new ToolDeclaration(
                name,
                text == null ? "" : text,
                arguments.parameters(),
                behavior,
                name.equals(CATCH_ALL) ? ArgumentCheck.asTheyAre() : arguments.check());
    }

    /**
     * A declaration from the options of an endpoint.
     *
     * @param options what followed {@code parameter.}, see {@link ParameterOptions}
     * @throws IllegalArgumentException where an option is none of these, or a value does not fit
     */
    public static ToolDeclaration of(
            String name, @Nullable String description, Map<String, Object> options, @Nullable String behavior) {
        return of(name, description, DeclaredArguments.of(ParameterOptions.schema(options), true), behavior);
    }

    /** Whether a name may be declared on the wire. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether this takes every call that no other tool claims. */
    public boolean catchAll() {
        return name.equals(CATCH_ALL);
    }

    /**
     * This as an element of {@code functionDeclarations}; {@code parameters} is left out when there are none.
     *
     * @throws IllegalStateException for {@value #CATCH_ALL}
     */
    public Map<String, Object> toWire() {
        if (catchAll()) {
            throw new IllegalStateException("Expected a tool with a name but was tool=*, which is never declared");
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("name", name);
        wire.put("description", description);
        if (!parameters.isEmpty()) {
            wire.put("parameters", schema(parameters));
        }
        if (behavior != null) {
            wire.put("behavior", behavior);
        }
        return wire;
    }

    /** Types in upper case, as the wire has them; a property may be called type, so only schemas are looked at. */
    private static Object schema(Object value) {
        if (!(value instanceof Map<?, ?> schema)) {
            return value;
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        schema.forEach((key, field) -> {
            String keyword = String.valueOf(key);
            wire.put(
                    keyword,
                    switch (keyword) {
                        case "type" -> field instanceof String type ? type.toUpperCase(Locale.ROOT) : field;
                        case "items" -> schema(field);
                        case "properties" -> properties(field);
                        case "anyOf" ->
                            field instanceof List<?> any
                                    ? any.stream().map(ToolDeclaration::schema).toList()
                                    : field;
                        default -> field;
                    });
        });
        return wire;
    }

    private static Object properties(Object value) {
        if (!(value instanceof Map<?, ?> properties)) {
            return value;
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        properties.forEach((name, schema) -> wire.put(String.valueOf(name), schema(schema)));
        return wire;
    }

    private static Map<String, Object> object(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        return value instanceof List<?> list
                ? list.stream().map(ToolDeclaration::frozen).toList()
                : value;
    }
}
