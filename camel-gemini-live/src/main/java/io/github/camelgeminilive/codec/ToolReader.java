package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Calls and their cancellation (protocol section 3.4). */
final class ToolReader {

    private ToolReader() {}

    static ToolCall call(WireReader in) throws IOException {
        in.object();
        List<FunctionCall> calls = List.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "functionCalls" -> calls = in.list(ToolReader::functionCall);
                default -> in.skip();
            }
        }
        return new ToolCall(calls);
    }

    static ToolCallCancellation cancellation(WireReader in) throws IOException {
        in.object();
        List<String> ids = List.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "ids" -> ids = in.list(WireReader::string);
                default -> in.skip();
            }
        }
        return new ToolCallCancellation(ids);
    }

    private static FunctionCall functionCall(WireReader in) throws IOException {
        in.object();
        String id = "";
        String name = "";
        Map<String, Object> args = Map.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "id" -> id = in.string();
                case "name" -> name = in.string();
                case "args" -> args = in.anyObject();
                default -> in.skip();
            }
        }
        // an empty string is how protobuf says absent, and an empty id could not be answered
        return new FunctionCall(id.isEmpty() ? null : id, name, args);
    }
}
