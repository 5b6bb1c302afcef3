package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values whose shape the protocol leaves open, or that a user gives in wire names: text, Number, Boolean, Collection,
 * Map with text keys, null, and {@code byte[]} as base64. NaN and infinities are written as text, as protobuf does.
 *
 * <p>Lives for one value.
 *
 * <p>Confined to the thread that encodes.
 */
final class ValueWriter {

    private final JsonGenerator out;
    private final int namedDepth;

    private ValueWriter(JsonGenerator out, int namedDepth) {
        this.out = out;
        this.namedDepth = namedDepth;
    }

    /** Writes a value whose field names may be told in an error message. */
    static void write(JsonGenerator out, Object value) throws IOException {
        new ValueWriter(out, Integer.MAX_VALUE).write(value);
    }

    /** Writes a value whose field names are content and not to be told. */
    static void writeContent(JsonGenerator out, Object value) throws IOException {
        new ValueWriter(out, out.getOutputContext().getNestingDepth()).write(value);
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence text) {
            out.writeString(text.toString());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof Collection<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            out.writeEndArray();
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else {
            throw unexpected(value);
        }
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof CharSequence name)) {
                throw new IllegalArgumentException(
                        "Expected text as the name of a field at " + path() + " but was " + describe(entry.getKey()));
            }
            out.writeFieldName(name.toString());
            write(entry.getValue());
        }
        out.writeEndObject();
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.longValue());
        } else if (number instanceof Double real) {
            out.writeNumber(real);
        } else if (number instanceof Float real) {
            out.writeNumber(real);
        } else if (number instanceof BigDecimal real) {
            out.writeNumber(real);
        } else if (number instanceof BigInteger whole) {
            out.writeNumber(whole);
        } else {
            throw unexpected(number);
        }
    }

    private IllegalArgumentException unexpected(Object value) {
        return new IllegalArgumentException("Expected text, a number, a boolean, a list, a map, bytes or null at "
                + path() + " but was " + describe(value) + "; convert it before it is sent");
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getName();
    }

    private String path() {
        return WirePath.of(out.getOutputContext(), namedDepth);
    }
}
