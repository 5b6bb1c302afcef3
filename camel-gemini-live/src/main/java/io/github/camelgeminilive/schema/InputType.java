package io.github.camelgeminilive.schema;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A record or bean as the arguments of a function: as JSON Schema, and as an instance for each call.
 *
 * <p>Thread-safe.
 */
public final class InputType {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            // null stands for absent: a bean keeps its default
            .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP))
            // undeclared arguments are refused before, or are not to be checked
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);

    static {
        // their null is an empty one, which is what absent gives
        List.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                .forEach(type -> MAPPER.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET)));
    }

    private final Class<?> type;
    private final Map<String, Object> schema;

    /** Arguments that do not become an instance. */
    public static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        MismatchException(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        /** For the model; they name no class. */
        public String words() {
            return words;
        }
    }

    /**
     * A class.
     *
     * @throws IllegalArgumentException where it has no schema, or no instance can be made
     */
    public InputType(Class<?> type) {
        this.type = type;
        if (type.isPrimitive() || type.isArray() || type.isEnum() || type.isInterface() || type == Object.class) {
            throw new IllegalArgumentException(
                    "Expected a record or a class with properties but was " + type.getName());
        }
        try {
            // by its text: numbers as they are read elsewhere
            this.schema = MAPPER.readValue(TypeSchema.of(MAPPER, type).toString(), new TypeReference<>() {});
        } catch (JsonProcessingException | RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "Expected a class that has a JSON Schema but " + type.getName() + " has none: " + e.getMessage(),
                    e);
        }
        if (!schema.containsKey("properties") && !type.isRecord()) {
            throw new IllegalArgumentException("Expected a record or a class with properties but Jackson sets none of "
                    + type.getName() + ": give its fields setters, or make it a record");
        }
        try {
            MAPPER.readerFor(type).readValue("{}");
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "Expected a class that can be loaded but " + type.getName() + " can not: " + e, e);
        } catch (JsonProcessingException e) {
            if (e instanceof InvalidDefinitionException
                    || e instanceof MismatchedInputException none
                            && none.getPath().isEmpty()) {
                throw new IllegalArgumentException(
                        "Expected a class that Jackson can make from its properties but " + type.getName()
                                + " is none: give it a constructor without parameters, or make it a record",
                        e);
            }
            // else it only wants its arguments
        }
    }

    /** The JSON Schema of the arguments; may have references within itself. */
    public Map<String, Object> schema() {
        return schema;
    }

    /**
     * An instance.
     *
     * @throws MismatchException where the arguments do not become one; says which
     */
    public Object read(Map<String, Object> args) throws MismatchException {
        try {
            return MAPPER.treeToValue(MAPPER.valueToTree(args), type);
        } catch (JsonMappingException e) {
            throw new MismatchException(
                    "The arguments do not fit: " + words(e.getPath()) + ". Nothing was carried out.");
        } catch (JsonProcessingException | RuntimeException e) {
            throw new MismatchException("The arguments do not fit. Nothing was carried out.");
        }
    }

    private static String words(List<JsonMappingException.Reference> path) {
        if (path.isEmpty()) {
            return "they are not accepted together";
        }
        StringBuilder said = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            String name = step.getFieldName();
            JsonPlace.said(said, name == null ? String.valueOf(step.getIndex()) : name, name == null);
        }
        return "argument '" + said + "' has a value that is not accepted";
    }
}
