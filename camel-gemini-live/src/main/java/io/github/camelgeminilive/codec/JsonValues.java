package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects of an application as JSON has them: text, Number, Boolean, List, Map with text keys, null. What comes out is a
 * copy that shares nothing with what went in. Records and beans are written as Jackson sees them, its annotations
 * honoured; times and durations in ISO 8601.
 *
 * <p>Thread-safe.
 */
public final class JsonValues {

    /** What we wrap around a value before it is sent takes some of the levels that the codec allows. */
    private static final int MAX_DEPTH = JsonCodec.MAX_DEPTH - 10;

    private final ObjectMapper mapper;

    /** A value is longer than it may be. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(int maxBytes) {
            super("Expected a value of at most " + maxBytes + " bytes as JSON but was longer");
        }
    }

    /**
     * A converter.
     *
     * @param refused says for a class of beans that they must not become JSON, wherever they stand; exceptions never do
     */
    public JsonValues(Predicate<Class<?>> refused) {
        JsonFactory json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        SimpleModule module = new SimpleModule("gemini-live")
                .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                .addSerializer(TemporalAmount.class, ToStringSerializer.instance)
                .addSerializer(ZoneId.class, ToStringSerializer.instance)
                .addSerializer(Optional.class, new OptionalWriter())
                .setSerializerModifier(new Refusal(refused));
        mapper = new ObjectMapper(json)
                .registerModule(module)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * A value as JSON has it.
     *
     * @param maxBytes of its JSON text
     * @throws TooLongException where it is longer
     * @throws IOException where it has no place in JSON: it refers to itself, is nested too deeply, is of a refused class
     */
    public @Nullable Object plain(@Nullable Object value, int maxBytes) throws IOException {
        Bounded out = new Bounded(maxBytes);
        try {
            mapper.writeValue(out, value);
        } catch (IOException e) {
            // Jackson wraps what a stream throws
            if (out.full) {
                throw new TooLongException(maxBytes);
            }
            throw new IOException(
                    "Expected a value that can be written as JSON but was "
                            + (value == null ? "null" : value.getClass().getName()),
                    e);
        }
        return mapper.readValue(out.toByteArray(), Object.class);
    }

    /**
     * Reads a JSON text.
     *
     * @throws IOException where it is none; the message holds nothing of the text
     */
    public @Nullable Object parse(String text) throws IOException {
        if (text.isBlank()) {
            return null;
        }
        try {
            return mapper.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IOException("Expected JSON but the text is none, or is nested too deeply, at "
                    + (e.getLocation() == null
                            ? "its begin"
                            : "character " + e.getLocation().getCharOffset()));
        }
    }

    /** Takes as much as it may. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int max;
        private boolean full;

        Bounded(int max) {
            this.max = max;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            if (len > max - bytes.size()) {
                full = true;
                throw new TooLongException(max);
            }
            bytes.write(b, off, len);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    /** An Optional is its value or null. */
    @SuppressWarnings("rawtypes") // a serializer is registered for a raw class
    private static final class OptionalWriter extends JsonSerializer<Optional> {
        @Override
        public void serialize(Optional value, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.isPresent() ? value.get() : null, out);
        }
    }

    /** Keeps classes out that lead to more than anybody wants to tell: an exception leads to its stack trace. */
    private static final class Refusal extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        private final transient Predicate<Class<?>> refused;

        Refusal(Predicate<Class<?>> refused) {
            this.refused = refused;
        }

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            return Throwable.class.isAssignableFrom(type) || refused.test(type) ? new Refuser(type) : serializer;
        }
    }

    private static final class Refuser extends JsonSerializer<Object> {
        private final Class<?> type;

        Refuser(Class<?> type) {
            this.type = type;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            throw new IOException("Expected a value for JSON but was a " + type.getName());
        }
    }
}
