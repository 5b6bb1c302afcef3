package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.Part;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One part of a model turn (protocol section 3.3). */
final class PartReader {

    private static final byte[] NO_BYTES = {};

    private PartReader() {}

    /** The part, or null where there is nothing in it. The mark for a thought may come after its text. */
    static @Nullable Part read(WireReader in) throws IOException {
        in.object();
        Part part = null;
        String text = null;
        boolean thought = false;
        String other = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "inlineData" -> part = inlineData(in);
                case "text" -> text = in.string();
                case "thought" -> thought = in.bool();
                case "executableCode" -> part = executableCode(in);
                case "codeExecutionResult" -> part = codeExecutionResult(in);
                default -> {
                    other = other == null ? in.wireName() : other;
                    in.skip();
                }
            }
        }
        if (part != null) {
            return part;
        }
        if (text != null) {
            return new Part.Text(text, thought);
        }
        return other == null ? null : new Part.Other(other);
    }

    private static Part inlineData(WireReader in) throws IOException {
        in.object();
        String mimeType = "";
        byte[] data = NO_BYTES;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "mimeType" -> mimeType = in.string();
                case "data" -> data = in.bytes();
                default -> in.skip();
            }
        }
        return new Part.InlineData(mimeType, data);
    }

    private static Part executableCode(WireReader in) throws IOException {
        in.object();
        String id = null;
        String language = null;
        String code = "";
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "id" -> id = in.string();
                case "language" -> language = in.enumName();
                case "code" -> code = in.string();
                default -> in.skip();
            }
        }
        return new Part.ExecutableCode(id, language, code);
    }

    private static Part codeExecutionResult(WireReader in) throws IOException {
        in.object();
        String id = null;
        String outcome = null;
        String output = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "id" -> id = in.string();
                case "outcome" -> outcome = in.enumName();
                case "output" -> output = in.string();
                default -> in.skip();
            }
        }
        return new Part.CodeExecutionResult(id, outcome, output);
    }
}
