package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityStart;
import io.github.camelgeminilive.protocol.ClientMessage.AudioStreamEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ResponsePart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Messages of the client as JSON (protocol section 2). What is absent or false by default is left out.
 *
 * <p>Thread-safe.
 */
final class ClientWriter {

    private static final String ACTIVITY_START = "{\"realtimeInput\":{\"activityStart\":{}}}";
    private static final String ACTIVITY_END = "{\"realtimeInput\":{\"activityEnd\":{}}}";
    private static final String AUDIO_STREAM_END = "{\"realtimeInput\":{\"audioStreamEnd\":true}}";

    private final JsonFactory json;

    ClientWriter(JsonFactory json) {
        this.json = json;
    }

    String write(ClientMessage message) {
        if (message instanceof RealtimeAudio audio) {
            return AudioFrame.of(audio);
        }
        if (message instanceof ActivityStart) {
            return ACTIVITY_START;
        }
        if (message instanceof ActivityEnd) {
            return ACTIVITY_END;
        }
        if (message instanceof AudioStreamEnd) {
            return AUDIO_STREAM_END;
        }
        if (message instanceof Raw raw) {
            return raw.json();
        }
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            writeField(out, message);
            out.writeEndObject();
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    "Expected a message nested at most " + JsonCodec.MAX_DEPTH + " levels deep but was deeper", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected memory to take a message but it did not", e);
        }
        return text.toString();
    }

    private static void writeField(JsonGenerator out, ClientMessage message) throws IOException {
        if (message instanceof Setup setup) {
            out.writeFieldName("setup");
            ValueWriter.write(out, setup.fields());
        } else if (message instanceof ClientContent content) {
            out.writeFieldName("clientContent");
            writeClientContent(out, content);
        } else if (message instanceof RealtimeText text) {
            out.writeObjectFieldStart("realtimeInput");
            out.writeStringField("text", text.text());
            out.writeEndObject();
        } else if (message instanceof RealtimeVideo video) {
            out.writeObjectFieldStart("realtimeInput");
            out.writeObjectFieldStart("video");
            out.writeStringField("mimeType", video.mimeType());
            out.writeBinaryField("data", video.data());
            out.writeEndObject();
            out.writeEndObject();
        } else if (message instanceof ToolResponse response) {
            out.writeFieldName("toolResponse");
            writeToolResponse(out, response);
        } else if (message instanceof ContextUpdate update) {
            out.writeFieldName("contextUpdate");
            writeContextUpdate(out, update);
        } else {
            throw new IllegalArgumentException("Expected a message that can be written but was "
                    + message.getClass().getSimpleName());
        }
    }

    /** turnComplete is written even when false: {@code {"turnComplete":false}} alone is in use as a cancel. */
    private static void writeClientContent(JsonGenerator out, ClientContent content) throws IOException {
        out.writeStartObject();
        if (!content.turns().isEmpty()) {
            out.writeArrayFieldStart("turns");
            for (Content turn : content.turns()) {
                writeContent(out, turn);
            }
            out.writeEndArray();
        }
        out.writeBooleanField("turnComplete", content.turnComplete());
        out.writeEndObject();
    }

    private static void writeContent(JsonGenerator out, Content content) throws IOException {
        out.writeStartObject();
        out.writeStringField("role", content.role());
        out.writeArrayFieldStart("parts");
        for (Part part : content.parts()) {
            PartWriter.write(out, part);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeToolResponse(JsonGenerator out, ToolResponse message) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("functionResponses");
        for (FunctionResponse response : message.functionResponses()) {
            writeFunctionResponse(out, response);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** scheduling stands beside response, not in it (protocol section 10, row 4). */
    private static void writeFunctionResponse(JsonGenerator out, FunctionResponse response) throws IOException {
        out.writeStartObject();
        if (response.id() != null) {
            out.writeStringField("id", response.id());
        }
        out.writeStringField("name", response.name());
        out.writeFieldName("response");
        ValueWriter.writeContent(out, response.response());
        if (response.scheduling() != null) {
            out.writeStringField("scheduling", response.scheduling());
        }
        if (response.willContinue()) {
            out.writeBooleanField("willContinue", true);
        }
        if (!response.parts().isEmpty()) {
            out.writeArrayFieldStart("parts");
            for (ResponsePart part : response.parts()) {
                writeResponsePart(out, part);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void writeResponsePart(JsonGenerator out, ResponsePart part) throws IOException {
        out.writeStartObject();
        byte[] data = part.data();
        out.writeObjectFieldStart(data == null ? "fileData" : "inlineData");
        if (data == null) {
            out.writeStringField("fileUri", part.fileUri());
        }
        out.writeStringField("mimeType", part.mimeType());
        if (data != null) {
            out.writeBinaryField("data", data);
        }
        if (part.displayName() != null) {
            out.writeStringField("displayName", part.displayName());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The tools are wrapped once more: absent leaves them, an empty list takes them away. */
    private static void writeContextUpdate(JsonGenerator out, ContextUpdate update) throws IOException {
        out.writeStartObject();
        if (update.systemInstruction() != null) {
            out.writeFieldName("systemInstruction");
            ValueWriter.write(out, update.systemInstruction());
        }
        if (update.tools() != null) {
            out.writeObjectFieldStart("tools");
            out.writeFieldName("tools");
            ValueWriter.write(out, update.tools());
            out.writeEndObject();
        }
        out.writeEndObject();
    }
}
