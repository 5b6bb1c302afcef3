package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonValues;
import io.github.camelgeminilive.schema.InputType;
import io.github.camelgeminilive.schema.MetaSchema;
import io.github.camelgeminilive.tools.DeclaredArguments;
import io.github.camelgeminilive.tools.ParameterOptions;
import io.github.camelgeminilive.tools.ToolDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function takes, by one of the options {@code parameter.NAME}, {@code inputType} and {@code argSchema}: its
 * declaration, and the body that a call's route begins with.
 *
 * <p>Thread-safe.
 */
final class ToolInput {

    private static final Logger LOG = LoggerFactory.getLogger(ToolInput.class);
    private static final JsonValues JSON = new JsonValues(type -> false);

    private final ToolDeclaration declaration;
    private final @Nullable InputType type;

    private ToolInput(ToolDeclaration declaration, @Nullable InputType type) {
        this.declaration = declaration;
        this.type = type;
    }

    /**
     * What an endpoint's options say.
     *
     * @throws IllegalArgumentException where they do not make a declaration; names the option
     */
    static ToolInput of(GeminiLiveEndpoint endpoint) {
        GeminiLiveConfiguration options = endpoint.getConfiguration();
        CamelContext context = endpoint.getCamelContext();
        String tool = options.getTool() == null ? "" : options.getTool();
        Map<String, Object> parameters = options.getParameter() == null ? Map.of() : options.getParameter();
        String option = option(tool, options, parameters);
        InputType type = option.equals("inputType") ? inputType(context, tool, options.getInputType()) : null;
        DeclaredArguments arguments;
        try {
            Map<String, Object> schema = type != null
                    ? type.schema()
                    : option.equals("argSchema")
                            ? schema(context, options.getArgSchema())
                            : ParameterOptions.schema(parameters);
            arguments = DeclaredArguments.of(schema, options.isValidateArguments());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            if (option.equals("parameter")) {
                throw e;
            }
            throw new IllegalArgumentException("Option " + option + " of tool '" + tool + "': " + e.getMessage(), e);
        }
        if (!arguments.removed().isEmpty()) {
            LOG.info(
                    "Function {} of agent {} is declared without what the Live API has no words for: {}{}",
                    tool,
                    endpoint.getAgent(),
                    String.join(", ", arguments.removed()),
                    options.isValidateArguments() ? "; calls are held against it all the same" : "");
        }
        String description = options.getDescription();
        return new ToolInput(
                ToolDeclaration.of(
                        tool,
                        description == null ? null : AgentMembers.text(context, description),
                        arguments,
                        options.getBehavior()),
                type);
    }

    /** The one option that says what the function takes. */
    private static String option(String tool, GeminiLiveConfiguration options, Map<String, Object> parameters) {
        String option = options.getInputType() != null
                ? "inputType"
                : options.getArgSchema() != null ? "argSchema" : "parameter";
        boolean both = options.getInputType() != null && options.getArgSchema() != null;
        if (both || !parameters.isEmpty() && !option.equals("parameter")) {
            throw new IllegalArgumentException("Expected one of the options parameter.NAME, inputType and argSchema for"
                    + " tool '" + tool + "' but there are several: each says all of what the function takes");
        }
        if (tool.equals(ToolDeclaration.CATCH_ALL) && !option.equals("parameter")) {
            throw new IllegalArgumentException(
                    "Expected no option " + option + " for tool=* but found one: it takes calls"
                            + " of any name with any arguments, as a Map; declare a tool by its name to have them checked");
        }
        return option;
    }

    private static InputType inputType(CamelContext context, String tool, @Nullable String name) {
        Class<?> found = name == null ? null : context.getClassResolver().resolveClass(name);
        if (found == null) {
            throw new IllegalArgumentException("Expected in option inputType of tool '" + tool
                    + "' the full name of a class on the class path, with $ before the name of one within another, but was"
                    + " '" + name + "'");
        }
        try {
            return new InputType(found);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option inputType of tool '" + tool + "': " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> schema(CamelContext context, @Nullable String option) {
        Object parsed;
        try {
            parsed = JSON.parse(AgentMembers.text(context, option == null ? "" : option));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!(parsed instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "Expected a JSON Schema, which is a JSON object, or a resource with one but was something else");
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        map.forEach((name, value) -> schema.put(String.valueOf(name), value));
        String problem = MetaSchema.problem(schema);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "Expected a JSON Schema (2020-12) but the value at " + problem + " can not stand there");
        }
        return schema;
    }

    ToolDeclaration declaration() {
        return declaration;
    }

    /**
     * The body for a call: the arguments, or an instance of the class.
     *
     * @throws InputType.MismatchException where they do not become one; in words for the model
     */
    Object body(Map<String, Object> args) throws InputType.MismatchException {
        return type == null ? new ToolArguments(args) : type.read(args);
    }
}
