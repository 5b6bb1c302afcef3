package io.github.camelgeminilive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.Map;

/**
 * The JSON Schema of a class, with the properties that Jackson would set.
 *
 * <p>Thread-safe: without state. For the start.
 */
final class TypeSchema {

    /** Times that RFC 3339, and so JSON Schema, has no name for: told in words. */
    private static final Map<Class<?>, String> LOCAL_TIMES = Map.of(
            LocalDateTime.class, "local date and time, such as 2026-12-31T18:30:00",
            LocalTime.class, "local time, such as 18:30:00",
            OffsetTime.class, "time with offset, such as 18:30:00+01:00");

    private TypeSchema() {}

    static JsonNode of(ObjectMapper mapper, Class<?> type) {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        if (hasBeanValidation()) {
            BeanValidation.add(builder);
        }
        builder.with(new JacksonModule(
                JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                JacksonOption.RESPECT_JSONPROPERTY_ORDER,
                JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE));
        builder.forFields()
                .withIgnoreCheck(field -> !settable(mapper, field))
                .withRequiredCheck(
                        field -> field.getDeclaringType().getErasedType().isRecord()
                                && field.getType().isPrimitive());
        builder.forTypesInGeneral().withCustomDefinitionProvider((resolved, context) -> {
            String words = LOCAL_TIMES.get(resolved.getErasedType());
            if (words == null) {
                return null;
            }
            ObjectNode schema = context.getGeneratorConfig().createObjectNode();
            return new CustomDefinition(schema.put("type", "string").put("format", words), true);
        });
        return new SchemaGenerator(builder.build()).generateSchema(type);
    }

    /** A field that nobody can set is no argument, such as a cache. */
    private static boolean settable(ObjectMapper mapper, FieldScope field) {
        return mapper
                .getDeserializationConfig()
                .introspect(mapper.constructType(field.getDeclaringType().getErasedType()))
                .findProperties()
                .stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .anyMatch(property -> property.getInternalName().equals(field.getDeclaredName()));
    }

    private static boolean hasBeanValidation() {
        try {
            Class.forName(
                    "jakarta.validation.constraints.Pattern", false, JakartaValidationModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Loaded only where the annotations are on the class path. */
    private static final class BeanValidation {

        static void add(SchemaGeneratorConfigBuilder builder) {
            // before the module, whose pattern may fit a part; that of Bean Validation means the whole
            builder.forFields().withStringPatternResolver(field -> {
                Pattern pattern = field.getAnnotationConsideringFieldAndGetterIfSupported(Pattern.class);
                if (pattern != null) {
                    return "^(?:" + pattern.regexp() + ")$";
                }
                // the module says of it that it is not empty
                return field.getAnnotationConsideringFieldAndGetterIfSupported(NotBlank.class) == null ? null : "\\S";
            });
            builder.with(new JakartaValidationModule(
                    JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                    JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        }
    }
}
