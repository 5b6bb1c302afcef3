package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.vertx.core.buffer.Buffer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * The picture in a message (protocol section 8). What it is: its own first bytes say it, else the content type, else the
 * extension of the file's name.
 */
final class PictureInput {

    /** Four times a photo of a telephone: a frame of 768 by 768 is enough for the model. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");
    private static final Map<String, String> EXTENSIONS = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "webp", "image/webp",
            "gif", "image/gif",
            "bmp", "image/bmp",
            "tif", "image/tiff",
            "tiff", "image/tiff",
            "heic", "image/heic",
            "avif", "image/avif");

    private PictureInput() {}

    /** Whether a message says that its body is a picture, of whatever type. */
    static boolean isPicture(Message message) {
        String declared = declared(message);
        return declared != null && declared.startsWith("image/");
    }

    /**
     * Reads the picture.
     *
     * @throws IllegalArgumentException when the body is no picture, or none that models take
     */
    static RealtimeVideo of(Message message) throws IOException {
        Object body = message.getBody();
        if (!Operations.isSound(body)) {
            throw new IllegalArgumentException(
                    "Operation video: expected bytes, a stream or a file with one picture in the body but was "
                            + (body == null ? "nothing" : body.getClass().getName()));
        }
        byte[] bytes = bytes(message, body);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("Operation video: expected one picture of at most " + MAX_BYTES
                    + " bytes but the body "
                    + (bytes.length == 0 ? "is empty" : "is longer"));
        }
        String type = byBytes(bytes);
        if (type == null) {
            type = declared(message);
        }
        if (type == null || !TYPES.contains(type)) {
            throw new IllegalArgumentException("Operation video: expected a picture of type image/jpeg, image/png or"
                    + " image/webp but found "
                    + (type == null
                            ? bytes.length + " bytes that begin like none of them, without a content type; set header "
                                    + GeminiLiveConstants.MIME_TYPE
                            : type));
        }
        return new RealtimeVideo(type, bytes);
    }

    /** What header or file name say, or null. */
    private static @Nullable String declared(Message message) {
        String type = message.getHeader(GeminiLiveConstants.MIME_TYPE, String.class);
        if (type == null) {
            type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        }
        if (type != null) {
            String bare = type.toLowerCase(Locale.ROOT).split(";", 2)[0].trim();
            return bare.equals("image/jpg") ? "image/jpeg" : bare;
        }
        Object body = message.getBody();
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        String name = file instanceof Path || file instanceof File ? file.toString() : "";
        return EXTENSIONS.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static byte[] bytes(Message message, Object body) throws IOException {
        if (body instanceof byte[] array) {
            // the sender may use his array again, and the picture may have to wait
            return array.clone();
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        if (body instanceof Buffer buffer) {
            return buffer.getBytes();
        }
        if (body instanceof StreamCache cache) {
            cache.reset();
        }
        try (InputStream in =
                body instanceof Path path ? Files.newInputStream(path) : message.getBody(InputStream.class)) {
            if (in == null) {
                throw new IllegalArgumentException("Operation video: expected a readable body but "
                        + body.getClass().getName() + " is not");
            }
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    /** The type that the first bytes tell, or null. */
    private static @Nullable String byBytes(byte[] bytes) {
        if (begins(bytes, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return "image/png";
        }
        if (begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        if (begins(bytes, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        return begins(bytes, 0, '%', 'P', 'D', 'F', '-') ? "application/pdf" : null;
    }

    private static boolean begins(byte[] bytes, int at, int... signature) {
        if (bytes.length < at + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes[at + i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
