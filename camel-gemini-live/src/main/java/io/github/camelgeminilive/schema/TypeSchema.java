package io.github.camelgeminilive.schema;

import com.fasterxml.classmate.members.HierarchicType;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
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
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a class, with the properties that Jackson would set.
 *
 * <p>Thread-safe: without state. For the start.
 */
final class TypeSchema {

    private TypeSchema() {}

    static JsonNode of(ObjectMapper mapper, Class<?> type) {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        if (hasBeanValidation()) {
            BeanValidation.add(builder);
        }
        JacksonTypes types = new JacksonTypes(mapper);
        // before the module, which keeps some classes from those that come later
        builder.forTypesInGeneral().withCustomDefinitionProvider((resolved, context) -> {
            ObjectNode schema = types.schema(resolved.getErasedType(), context);
            return schema == null ? null : new CustomDefinition(schema, true);
        });
        builder.with(new JacksonModule(
                JacksonOption.RESPECT_JSONPROPERTY_REQUIRED, JacksonOption.RESPECT_JSONPROPERTY_ORDER));
        builder.forFields()
                .withIgnoreCheck(field -> !types.settable(owner(field), field.getDeclaredName()))
                .withCustomDefinitionProvider((field, context) -> formatted(field, mapper))
                .withRequiredCheck(
                        field -> field.getDeclaringType().getErasedType().isRecord()
                                && field.getType().isPrimitive());
        return new SchemaGenerator(builder.build()).generateSchema(type);
    }

    /** The class that has a field, also by inheritance: it says how the field is set. */
    private static Class<?> owner(FieldScope field) {
        List<HierarchicType> types = field.getDeclaringTypeMembers().mainTypeAndOverrides();
        return types.isEmpty()
                ? field.getDeclaringType().getErasedType()
                : types.get(0).getErasedType();
    }

    /** A date or time in a form of its own, which is then the only one that Jackson takes. */
    private static @Nullable CustomPropertyDefinition formatted(FieldScope field, ObjectMapper mapper) {
        JsonFormat format = field.getAnnotationConsideringFieldAndGetterIfSupported(JsonFormat.class);
        Class<?> type = field.getType().getErasedType();
        boolean time = Temporal.class.isAssignableFrom(type)
                || Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type);
        return format == null || format.pattern().isEmpty() || !time
                ? null
                : new CustomPropertyDefinition(
                        mapper.createObjectNode().put("type", "string").put("format", format.pattern()));
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
