package io.github.camelgeminilive;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Bytes, streams and files at the end of a route, read as text: never more than a bound, and never as text what is none.
 */
final class ToolAnswerStream {

    private ToolAnswerStream() {}

    /** Whether a body is bytes, a stream or a file. */
    static boolean holds(Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof WrappedFile
                || body instanceof File
                || body instanceof Path;
    }

    /**
     * The text.
     *
     * @throws ToolAnswerException where it is longer than the bound, or bytes are no text
     */
    static String text(Exchange exchange, Object body, ToolAnswerType type, int maxBytes)
            throws ToolAnswerException, IOException {
        if (body instanceof Reader reader) {
            return text(reader, maxBytes);
        }
        byte[] bytes = bytes(exchange, body, maxBytes);
        if (!type.text() && !type.unknown()) {
            throw ToolAnswerException.bytes(bytes.length, "of type " + type.mimeType());
        }
        try {
            String text =
                    type.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (type.text() || text.chars().allMatch(ToolAnswerStream::printable)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // told below
        }
        throw ToolAnswerException.bytes(bytes.length, "that are no text in " + type.charset());
    }

    /**
     * The bytes.
     *
     * @throws ToolAnswerException where there are more than the bound
     */
    static byte[] bytes(Exchange exchange, Object body, int maxBytes) throws ToolAnswerException, IOException {
        if (body instanceof StreamCache cache) {
            // the route may have read it
            cache.reset();
        }
        byte[] bytes;
        try (InputStream in = open(exchange, body)) {
            bytes = in.readNBytes(maxBytes + 1);
        }
        if (bytes.length > maxBytes) {
            throw ToolAnswerException.tooLong(maxBytes);
        }
        return bytes;
    }

    private static String text(Reader reader, int maxCharacters) throws ToolAnswerException, IOException {
        try (reader) {
            CharBuffer characters = CharBuffer.allocate(maxCharacters + 1);
            while (characters.hasRemaining() && reader.read(characters) >= 0) {
                // until it is full or there is no more
            }
            if (!characters.hasRemaining()) {
                throw ToolAnswerException.tooLong(maxCharacters);
            }
            return characters.flip().toString();
        }
    }

    private static InputStream open(Exchange exchange, Object body) throws ToolAnswerException {
        if (body instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new ByteArrayInputStream(bytes);
        }
        InputStream in = exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (in == null) {
            throw new ToolAnswerException(
                    "Expected a body that can be read but was "
                            + body.getClass().getName(),
                    null,
                    null);
        }
        return in;
    }

    /** Text that nobody has declared has no control characters but those that lay it out. */
    private static boolean printable(int character) {
        return character >= ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
