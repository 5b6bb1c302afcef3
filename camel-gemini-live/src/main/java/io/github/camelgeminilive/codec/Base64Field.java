package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A string of base64 in a frame, decoded where it lies: no characters, no String, one array of the right size. */
final class Base64Field {

    private Base64Field() {}

    /**
     * The bytes of the string on which the parser stands.
     *
     * @param frame what the parser reads
     * @throws IllegalArgumentException if it is not base64
     */
    static byte[] decode(JsonParser parser, byte[] frame) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
        int end = start;
        while (end < frame.length && frame[end] != '"' && frame[end] != '\\') {
            end++;
        }
        if (end < frame.length && frame[end] == '"' && end - start <= JsonCodec.MAX_STRING_LENGTH) {
            return decode(ByteBuffer.wrap(frame, start, end - start));
        }
        // escaped characters are legal; what ends too early or is too long, the parser refuses
        return decode(ByteBuffer.wrap(parser.getText().getBytes(StandardCharsets.UTF_8)));
    }

    /** The server uses the standard alphabet; proxies built on Python libraries use the other one. */
    private static byte[] decode(ByteBuffer base64) {
        try {
            return Base64.getDecoder().decode(base64.duplicate()).array();
        } catch (IllegalArgumentException e) {
            return Base64.getUrlDecoder().decode(base64).array();
        }
    }
}
