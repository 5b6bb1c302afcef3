package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One part of a model turn (protocol section 3.3). */
final class PartReader {

    private static final byte[] NO_BYTES = {};

    private PartReader() {}

    /**
     * Adds what is in one part. The mark for a thought may come after its text; fields that have no record of their own
     * make a part that follows.
     */
    static void read(WireReader in, List<Part> parts) throws IOException {
        in.object();
        Part part = null;
        String text = null;
        boolean thought = false;
        Map<String, Object> other = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "inlineData" -> part = inlineData(in);
                case "text" -> text = in.string();
                case "thought" -> thought = in.bool();
                case "executableCode" -> part = executableCode(in);
                case "codeExecutionResult" -> part = codeExecutionResult(in);
                default -> {
                    other = other == null ? new LinkedHashMap<>() : other;
                    other.put(field, in.any());
                }
            }
        }
        if (part != null) {
            parts.add(part);
        }
        if (text != null) {
            parts.add(new Part.Text(text, thought));
        }
        if (other != null) {
            parts.add(new Part.Other(other));
        }
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
