package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ResponsePart;
import io.github.camelgeminilive.tools.ToolError;
import io.github.camelgeminilive.tools.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a model is told when the route of a function has ended: the table in the manual, row by row.
 *
 * @param result goes to the model; shares nothing with the exchange
 * @param problem what the route's author has to mend, told to the exception handler; null when the answer is as meant
 */
record ToolAnswer(ToolResult result, @Nullable Exception problem) {

    static final Set<String> SCHEDULINGS = Set.of("INTERRUPT", "WHEN_IDLE", "SILENT");
    private static final ToolAnswer FAILED = new ToolAnswer(ToolError.FAILED.result(), null);

    /**
     * Reads the answer off an exchange.
     *
     * @param args what the body was when the route began
     * @param maxBytes that an answer may have, as a stream and as JSON
     * @param pictures whether the model takes pictures
     */
    static ToolAnswer of(Exchange exchange, Map<String, Object> args, int maxBytes, boolean pictures) {
        if (failed(exchange)) {
            return FAILED;
        }
        Message message = exchange.getMessage();
        try {
            ResponsePart picture = ToolAnswerPicture.of(exchange, maxBytes, pictures);
            return picture != null
                    ? scheduled(message, ToolAnswerPicture.RESPONSE, List.of(picture))
                    : scheduled(message, ToolAnswerBody.response(exchange, args, maxBytes), List.of());
        } catch (ToolAnswerException e) {
            return new ToolAnswer(e.result(), e);
        } catch (IOException | RuntimeException e) {
            return new ToolAnswer(ToolError.UNUSABLE_RESULT.result(), e);
        }
    }

    /** Whether the route failed, as far as its exchange tells without its body. */
    static boolean failed(Exchange exchange) {
        return exchange.getException() != null || handled(exchange) && !isOk(exchange.getMessage());
    }

    /** Without an exception: a dead letter channel or a handled onException leaves the body as it was. */
    private static boolean handled(Exchange exchange) {
        return exchange.getExchangeExtension().isFailureHandled()
                || exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast();
    }

    private static boolean isOk(Message message) {
        return "ok".equalsIgnoreCase(String.valueOf(message.getHeader(GeminiLiveConstants.TOOL_OUTCOME)));
    }

    private static ToolAnswer scheduled(Message message, Map<String, Object> response, List<ResponsePart> parts) {
        boolean more =
                "true".equalsIgnoreCase(String.valueOf(message.getHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE)));
        Object header = message.getHeader(GeminiLiveConstants.TOOL_SCHEDULING);
        String scheduling = header == null ? null : header.toString().trim().toUpperCase(Locale.ROOT);
        if (scheduling == null || SCHEDULINGS.contains(scheduling)) {
            return new ToolAnswer(new ToolResult(response, scheduling, more, parts), null);
        }
        return new ToolAnswer(
                new ToolResult(response, null, more, parts),
                new IllegalArgumentException("Expected INTERRUPT, WHEN_IDLE or SILENT in header "
                        + GeminiLiveConstants.TOOL_SCHEDULING + " but was " + header));
    }
}
