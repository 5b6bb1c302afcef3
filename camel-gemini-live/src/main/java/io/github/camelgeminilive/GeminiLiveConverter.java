package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonText;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.session.TurnSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Converter;

/** Type converters: replies and events as text. Sound is bytes already. */
@Converter(generateBulkLoader = true)
public final class GeminiLiveConverter {

    private GeminiLiveConverter() {}

    /** What was said. */
    @Converter
    public static String toString(LiveReply reply) {
        return reply.text();
    }

    /** What was said in the turn. */
    @Converter
    public static String toString(TurnSummary turn) {
        return LiveReply.said(turn);
    }

    /** The call as JSON: {@code {"name":"...","args":{...}}}. */
    @Converter
    public static String toString(FunctionCall call) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", call.name());
        told.put("args", call.args());
        return JsonText.of(told);
    }

    /** What is written in a part of an answer: text, code, or what running it printed; of other parts nothing. */
    @Converter
    public static String toString(Part part) {
        if (part instanceof Part.Text text) {
            return text.text();
        } else if (part instanceof Part.ExecutableCode code) {
            return code.code();
        } else if (part instanceof Part.CodeExecutionResult result && result.output() != null) {
            return result.output();
        }
        return "";
    }
}
