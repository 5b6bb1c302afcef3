package io.github.camelgeminilive.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson reads for a class, where that is not an object with its fields: the generator of schemas looks at fields
 * only, and a model that writes what it was told must not be refused.
 *
 * <p>Thread-safe. For the start.
 */
final class JacksonTypes {

    /** Classes that the generator has a schema for which Jackson reads. */
    private static final Set<Class<?>> KNOWN = Set.of(
            Object.class,
            String.class,
            CharSequence.class,
            Boolean.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Number.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            LocalDate.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            ZoneId.class,
            Duration.class,
            Period.class,
            Date.class,
            Calendar.class);

    /** Times that RFC 3339, and so JSON Schema, has no name for: told in words. */
    private static final Map<Class<?>, String> LOCAL_TIMES = Map.of(
            LocalDateTime.class, "local date and time, such as 2026-12-31T18:30:00",
            LocalTime.class, "local time, such as 18:30:00",
            OffsetTime.class, "time with offset, such as 18:30:00+01:00");

    private final ObjectMapper mapper;
    private final DeserializationConfig config;

    JacksonTypes(ObjectMapper mapper) {
        this.mapper = mapper;
        this.config = mapper.getDeserializationConfig();
    }

    /**
     * A schema of its own for a class; null where that of the generator fits.
     *
     * @throws IllegalArgumentException where Jackson can't read what a schema would say
     */
    @Nullable
    ObjectNode schema(Class<?> type, SchemaGenerationContext context) {
        if (type == byte.class || type == Byte.class) {
            return node("integer", null);
        } else if (type == byte[].class) {
            return node("string", "base64");
        } else if (type.isEnum()) {
            return constants(type);
        } else if (type == JsonNode.class) {
            return mapper.createObjectNode();
        } else if (type.isPrimitive()
                || type.isArray()
                || KNOWN.contains(type)
                || type == Optional.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || JsonNode.class.isAssignableFrom(type)) {
            return null;
        }
        JavaType java = mapper.constructType(type);
        JsonDeserializer<Object> reader = reader(java);
        if (reader instanceof AbstractDeserializer) {
            subtypes(java);
            return null;
        } else if (reader instanceof BeanDeserializerBase bean) {
            return bean(type, bean.getValueInstantiator(), context);
        }
        LogicalType kind = reader.logicalType();
        return kind == null ? null : scalar(type, kind);
    }

    private @Nullable ObjectNode scalar(Class<?> type, LogicalType kind) {
        return switch (kind) {
            case Textual, OtherScalar -> node("string", null);
            case DateTime -> node("string", LOCAL_TIMES.getOrDefault(type, "ISO 8601"));
            case Boolean -> node("boolean", null);
            case Integer -> node("integer", type.getSimpleName().endsWith("Long") ? "int64" : "int32");
            case Float -> node("number", null);
            default -> null;
        };
    }

    private @Nullable ObjectNode bean(Class<?> type, ValueInstantiator maker, SchemaGenerationContext context) {
        JavaType delegate = maker.canCreateUsingDelegate()
                ? maker.getDelegateType(config)
                : maker.canCreateUsingArrayDelegate() ? maker.getArrayDelegateType(config) : null;
        if (delegate != null) {
            return context.createDefinition(context.getTypeContext().resolve(delegate.getRawClass()));
        }
        if (!maker.canCreateUsingDefault() && !maker.canCreateFromObjectWith()) {
            if (maker.canCreateFromString()) {
                return node("string", null);
            } else if (maker.canCreateFromInt() || maker.canCreateFromLong()) {
                return node("integer", maker.canCreateFromLong() ? "int64" : "int32");
            } else if (maker.canCreateFromDouble()) {
                return node("number", null);
            } else if (maker.canCreateFromBoolean()) {
                return node("boolean", null);
            }
            throw new IllegalArgumentException("Jackson can't make " + type.getName()
                    + " from its properties: give it a constructor without parameters, or make it a record");
        }
        fields(type);
        return null;
    }

    /** Each property needs a field that the generator sees, or the model would never hear of it. */
    private void fields(Class<?> type) {
        List<BeanPropertyDefinition> set = properties(type).stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .toList();
        for (BeanPropertyDefinition property : set) {
            if (!hasField(type, property.getInternalName())) {
                throw new IllegalArgumentException("Jackson sets a property '" + property.getName() + "' of "
                        + type.getName() + " but there is no field " + property.getInternalName()
                        + ": call the field so, or put @JsonIgnore on what sets it");
            }
            if (builder(type) != null && !written(type, property.getInternalName())) {
                throw new IllegalArgumentException("The builder of " + type.getName() + " sets "
                        + property.getInternalName() + " but the class has no getter for it: give it one");
            }
        }
        boolean any = config.introspect(mapper.constructType(type)).findAnySetterAccessor() != null;
        if (set.isEmpty() && !any && !type.isRecord() && hasField(type, null)) {
            throw new IllegalArgumentException(
                    "Jackson sets no property of " + type.getName() + ": give its fields setters, or make it a record");
        }
    }

    private boolean written(Class<?> type, String name) {
        return mapper.getSerializationConfig().introspect(mapper.constructType(type)).findProperties().stream()
                .anyMatch(property -> property.getInternalName().equals(name));
    }

    /** Whether Jackson would set a field; one that nobody can set is no argument, such as a cache. */
    boolean settable(Class<?> type, String field) {
        return properties(type).stream()
                .anyMatch(property -> property.couldDeserialize()
                        && property.getInternalName().equals(field));
    }

    private List<BeanPropertyDefinition> properties(Class<?> type) {
        BeanDescription found = config.introspect(mapper.constructType(type));
        Class<?> builder = builder(type);
        return builder == null
                ? found.findProperties()
                : config.introspectForBuilder(mapper.constructType(builder), found)
                        .findProperties();
    }

    private @Nullable Class<?> builder(Class<?> type) {
        return config.getAnnotationIntrospector()
                .findPOJOBuilder(config.introspectClassAnnotations(mapper.constructType(type))
                        .getClassInfo());
    }

    /** Of this name, or of any. */
    private static boolean hasField(Class<?> type, @Nullable String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if ((name == null || field.getName().equals(name)) && !Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Something abstract needs classes to choose from. */
    private void subtypes(JavaType type) {
        var itself = config.introspectClassAnnotations(type).getClassInfo();
        boolean several = config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, itself).stream()
                .anyMatch(sub -> sub.getType() != type.getRawClass());
        if (!several) {
            throw new IllegalArgumentException(
                    "Jackson can't make " + type.getRawClass().getName()
                            + ", which is abstract: name its classes by @JsonTypeInfo and @JsonSubTypes, or take one of them");
        }
    }

    /** The words of an enum as Jackson writes and reads them. */
    private ObjectNode constants(Class<?> type) {
        ObjectNode schema = mapper.createObjectNode();
        ArrayNode words = mapper.createArrayNode();
        for (Object constant : type.getEnumConstants()) {
            JsonNode word = mapper.valueToTree(constant);
            try {
                if (!word.isTextual() && !word.isIntegralNumber() || mapper.treeToValue(word, type) != constant) {
                    throw new IllegalArgumentException("Jackson reads " + type.getName()
                            + " otherwise than it writes it: give each constant its word by @JsonProperty");
                }
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "Jackson writes " + type.getName()
                                + " as what it does not read: give each constant its word by @JsonProperty",
                        e);
            }
            words.add(word);
        }
        schema.put("type", !words.isEmpty() && words.get(0).isIntegralNumber() ? "integer" : "string");
        schema.set("enum", words);
        return schema;
    }

    private JsonDeserializer<Object> reader(JavaType type) {
        try {
            return ((DefaultDeserializationContext) mapper.getDeserializationContext())
                    .createDummyInstance(config)
                    .findNonContextualValueDeserializer(type);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "Jackson can't read " + type.getRawClass().getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private ObjectNode node(String type, @Nullable String format) {
        ObjectNode schema = mapper.createObjectNode().put("type", type);
        return format == null ? schema : schema.put("format", format);
    }
}
