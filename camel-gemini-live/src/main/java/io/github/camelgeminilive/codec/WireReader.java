package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.camelgeminilive.protocol.InteractionStatus;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One frame of the server as a stream of typed values, by the JSON rules of protobuf (protocol section 1.5): null is
 * absent, field names come in camelCase or snake_case, a 64 bit number may be a string. Every value method expects the
 * parser to stand on the value, where {@link #nextField()} and {@link #list} leave it.
 *
 * <p>Lives for one call of {@link JsonCodec#decode}.
 *
 * <p>Confined to the thread that decodes.
 */
final class WireReader implements Closeable {

    /** Reads one element of an array; null leaves it out. */
    @FunctionalInterface
    interface Element<T> {
        @Nullable
        T read(WireReader in) throws IOException;
    }

    private final JsonParser parser;
    private final byte[] frame;

    /** Contexts nested deeper hold content whose names must not show up in a message. */
    private int namedDepth = Integer.MAX_VALUE;

    WireReader(JsonParser parser, byte[] frame) {
        this.parser = parser;
        this.frame = frame;
    }

    /** Goes to the beginning of the frame. */
    void begin() throws IOException {
        if (parser.nextToken() == null) {
            throw new WireException("Expected a JSON object as frame but it was empty");
        }
    }

    /** Makes sure that nothing follows. */
    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new WireException("Expected the end of the frame after its JSON object but there was "
                    + describe(parser.currentToken()));
        }
    }

    /** Enters an object; the fields follow by {@link #nextField()}. */
    void object() throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw unexpected("an object");
        }
    }

    /** Goes to the value of the next field that is not null. Returns its name in camelCase, or null at the end. */
    @Nullable
    String nextField() throws IOException {
        String name = parser.nextFieldName();
        while (name != null && parser.nextToken() == JsonToken.VALUE_NULL) {
            name = parser.nextFieldName();
        }
        return name == null ? null : SnakeCase.toCamel(name);
    }

    /** The name of the current field as the server wrote it. */
    String wireName() throws IOException {
        return parser.currentName();
    }

    /** Skips the current value whatever it is. */
    void skip() throws IOException {
        enterContent();
        parser.skipChildren();
        leaveContent();
    }

    /** Enters an array; the elements follow by {@link #nextElement()}. */
    void array() throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw unexpected("an array");
        }
    }

    /** Goes to the next element that is not null; false at the end. */
    boolean nextElement() throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_NULL) {
            token = parser.nextToken();
        }
        return token != JsonToken.END_ARRAY;
    }

    <T> List<T> list(Element<T> element) throws IOException {
        array();
        List<T> list = new ArrayList<>(4);
        while (nextElement()) {
            T value = element.read(this);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    String string() throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw unexpected("a string");
        }
        return parser.getText();
    }

    /** The name of an enum value, or its number as text: both are legal, and an unknown one is no error. */
    String enumName() throws IOException {
        return parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? parser.getText() : string();
    }

    boolean bool() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_TRUE)) {
            return true;
        }
        if (parser.hasToken(JsonToken.VALUE_FALSE)) {
            return false;
        }
        throw unexpected("true or false");
    }

    int int32() throws IOException {
        long value = int64();
        if (value != (int) value) {
            throw unexpected("a 32 bit number", "a larger one");
        }
        return (int) value;
    }

    long int64() throws IOException {
        try {
            if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return parser.getLongValue();
            }
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return Long.parseLong(parser.getText());
            }
        } catch (InputCoercionException e) {
            throw unexpected("a 64 bit number", "a larger one");
        } catch (NumberFormatException e) {
            throw unexpected("a 64 bit number", "other text");
        }
        throw unexpected("a whole number");
    }

    /** A duration such as {@code 50s} or {@code 9.500s}. */
    Duration duration() throws IOException {
        Duration duration = WireDuration.parse(string());
        if (duration == null) {
            throw unexpected("a duration in seconds such as 9.5s", "other text");
        }
        return duration;
    }

    /** The bytes of a base64 string, decoded from the frame without a string in between. */
    byte[] bytes() throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw unexpected("a base64 string");
        }
        try {
            return Base64Field.decode(parser, frame);
        } catch (IllegalArgumentException e) {
            throw unexpected("base64", "a string with other characters or a wrong length");
        }
    }

    /** Whether more of this interaction follows; null for a status that is not known here. */
    @Nullable
    InteractionStatus interactionStatus() throws IOException {
        return InteractionStatus.ofWire(enumName());
    }

    /** Any object of JSON values, for content that the protocol does not fix. */
    Map<String, Object> anyObject() throws IOException {
        object();
        enterContent();
        try {
            Map<String, Object> values = ValueReader.object(parser);
            leaveContent();
            return values;
        } catch (InputCoercionException e) {
            throw unexpected("numbers in the range of a double", "a larger one");
        }
    }

    /** Any JSON value, for content that the protocol does not fix. */
    @Nullable
    Object any() throws IOException {
        enterContent();
        try {
            Object value = ValueReader.value(parser, parser.currentToken());
            leaveContent();
            return value;
        } catch (InputCoercionException e) {
            throw unexpected("numbers in the range of a double", "a larger one");
        }
    }

    boolean isString() {
        return parser.hasToken(JsonToken.VALUE_STRING);
    }

    /** What to tell of a failure of the parser: where, never the parser's own words. */
    WireException broken(IOException e) {
        String where = " at " + path() + ", byte " + parser.currentLocation().getByteOffset();
        if (e instanceof StreamConstraintsException) {
            return new WireException(
                    "Expected a frame within the limits of JSON depth (" + JsonCodec.MAX_DEPTH + "), string length ("
                            + JsonCodec.MAX_STRING_LENGTH + ") and number length but was beyond" + where);
        }
        return new WireException("Expected JSON in UTF-8 but was broken" + where);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Until {@link #leaveContent()}, which no failure may reach: it is told with the path as it is now. */
    private void enterContent() {
        int depth = parser.getParsingContext().getNestingDepth();
        namedDepth = parser.currentToken().isStructStart() ? depth - 1 : depth;
    }

    private void leaveContent() {
        namedDepth = Integer.MAX_VALUE;
    }

    private WireException unexpected(String expected) {
        return unexpected(expected, describe(parser.currentToken()));
    }

    private WireException unexpected(String expected, String actual) {
        return new WireException("Expected " + expected + " at " + path() + " but was " + actual);
    }

    private String path() {
        return WirePath.of(parser.getParsingContext(), namedDepth);
    }

    private static String describe(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
