package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelgeminilive.protocol.Part;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One part of a content that a client sends (protocol section 2.13). */
final class PartWriter {

    private PartWriter() {}

    static void write(JsonGenerator out, Part part) throws IOException {
        if (part instanceof Part.Other other) {
            // such as fileData, functionCall, or a text with its signature
            ValueWriter.writeContent(out, other.fields());
            return;
        }
        out.writeStartObject();
        if (part instanceof Part.Text text) {
            out.writeStringField("text", text.text());
            if (text.thought()) {
                out.writeBooleanField("thought", true);
            }
        } else if (part instanceof Part.InlineData inline) {
            out.writeObjectFieldStart("inlineData");
            out.writeStringField("mimeType", inline.mimeType());
            out.writeBinaryField("data", inline.data());
            out.writeEndObject();
        } else if (part instanceof Part.ExecutableCode code) {
            out.writeObjectFieldStart("executableCode");
            writeIfPresent(out, "id", code.id());
            writeIfPresent(out, "language", code.language());
            out.writeStringField("code", code.code());
            out.writeEndObject();
        } else if (part instanceof Part.CodeExecutionResult result) {
            out.writeObjectFieldStart("codeExecutionResult");
            writeIfPresent(out, "id", result.id());
            writeIfPresent(out, "outcome", result.outcome());
            writeIfPresent(out, "output", result.output());
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("Expected a part with content that can be sent but was "
                    + part.getClass().getSimpleName());
        }
        out.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }
}
