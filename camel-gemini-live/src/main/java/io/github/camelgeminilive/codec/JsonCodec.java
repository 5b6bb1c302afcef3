package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ServerMessage;
import java.io.IOException;
import java.util.List;

/**
 * Frames of the server to messages and messages to frames for the server (protocol sections 1.5, 2 and 3). Lenient in
 * what it reads: unknown fields, unknown enum values and {@code null} are skipped, snake_case names are understood.
 *
 * <p>Holds tables of field names that it has seen, nothing of any conversation; make one and share it.
 *
 * <p>Thread-safe.
 */
public final class JsonCodec {

    /** Longest string in a frame in characters: a whole message of 16 MiB (protocol section 1.4) may be one string. */
    public static final int MAX_STRING_LENGTH = 16 * 1024 * 1024;

    /** Levels of nesting: where the JSON readers of protobuf stop too. */
    static final int MAX_DEPTH = 100;

    private final JsonFactory json;
    private final ClientWriter writer;

    /** A codec without a history. */
    public JsonCodec() {
        json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                // the model chooses names of arguments: they are not to fill the string table of the JVM
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // frames are UTF-8 and nothing else
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        writer = new ClientWriter(json);
    }

    /**
     * Reads one frame, which may carry several messages; {@code {}} carries none. They come in the order in which they
     * are to be applied: setupComplete, sessionResumptionUpdate, voiceActivity, usageMetadata, serverContent, toolCall,
     * toolCallCancellation, interactionStatus, goAway, error, unknown. An interactionStatus beside a serverContent is
     * taken into it. A known message whose value is not usable, such as an interactionStatus with a new name, counts as
     * unknown.
     *
     * @param frame UTF-8 bytes; not kept and not changed
     * @return the messages; unmodifiable
     * @throws WireException where the frame is not JSON, or a field has another type than the protocol gives it
     */
    public List<ServerMessage> decode(byte[] frame) throws WireException {
        try (WireReader in = new WireReader(json.createParser(frame), frame)) {
            try {
                return new FrameReader().read(in);
            } catch (WireException e) {
                throw e;
            } catch (IOException e) {
                throw in.broken(e);
            }
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException("Expected a frame that can be read from memory but was one that cannot");
        }
    }

    /**
     * Writes one message as one frame.
     *
     * @return compact JSON in ASCII characters only
     * @throws IllegalArgumentException where the message holds a value that JSON or the protocol has no place for
     */
    public String encode(ClientMessage message) {
        return writer.write(message);
    }
}
