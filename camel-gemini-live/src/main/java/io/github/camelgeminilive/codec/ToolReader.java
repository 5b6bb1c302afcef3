package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionCall.PartialArg;
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
        List<PartialArg> partialArgs = List.of();
        boolean willContinue = false;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "id" -> id = in.string();
                case "name" -> name = in.string();
                case "args" -> args = in.anyObject();
                case "partialArgs" -> partialArgs = in.list(ToolReader::partialArg);
                case "willContinue" -> willContinue = in.bool();
                default -> in.skip();
            }
        }
        // an empty string is how protobuf says absent, and an empty id could not be answered
        return new FunctionCall(id.isEmpty() ? null : id, name, args, partialArgs, willContinue);
    }

    /** A piece without any value is null: that is how the JSON of protobuf writes {@code nullValue}. */
    private static PartialArg partialArg(WireReader in) throws IOException {
        in.object();
        String jsonPath = "";
        Object value = null;
        boolean willContinue = false;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "jsonPath" -> jsonPath = in.string();
                case "stringValue" -> value = in.string();
                case "numberValue" -> value = in.any();
                case "boolValue" -> value = in.bool();
                case "willContinue" -> willContinue = in.bool();
                default -> in.skip();
            }
        }
        return new PartialArg(jsonPath, value, willContinue);
    }
}
