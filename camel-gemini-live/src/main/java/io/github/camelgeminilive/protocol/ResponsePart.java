package io.github.camelgeminilive.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture or text that belongs to the answer of a function (protocol section 2.15): bytes, or a file that the service
 * can read itself (Vertex AI).
 *
 * @param mimeType of {@link #TYPES} for bytes; others close the connection
 * @param data the bytes, owned by this record; null with {@code fileUri}
 * @param fileUri where the file is; null with {@code data}
 * @param displayName what the model may call it, or null
 */
public record ResponsePart(
        String mimeType,
        byte @Nullable [] data,
        @Nullable String fileUri,
        @Nullable String displayName) {

    /** What the service takes as bytes. */
    public static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp", "text/plain");

    public ResponsePart {
        if ((data == null) == (fileUri == null)) {
            throw new IllegalArgumentException("Expected either bytes or a fileUri in a part of an answer but there "
                    + (data == null ? "is neither" : "are both"));
        }
        if (data != null && !TYPES.contains(mimeType)) {
            throw new IllegalArgumentException(
                    "Expected bytes of type image/png, image/jpeg, image/webp or text/plain in a part of an answer but"
                            + " the type was " + mimeType);
        }
    }

    /** Bytes without a name. */
    public ResponsePart(String mimeType, byte[] data) {
        this(mimeType, data, null, null);
    }

    @Override
    public String toString() {
        return "ResponsePart[" + mimeType + (data == null ? "" : " " + data.length + " B") + "]";
    }
}
