package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether the answers of routes can be written as JSON before the session counts on them: a route can put anything
 * into them.
 *
 * <p>Thread-safe.
 */
final class AnswerCheck {

    private final JsonCodec codec;

    AnswerCheck(JsonCodec codec) {
        this.codec = codec;
    }

    /** What keeps answers from being written, or null. */
    @Nullable
    String problem(ToolResponse answers) {
        try {
            codec.encode(answers);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The answer, or one that says that it can't be written: no answer at all would silence the model for good. */
    FunctionResponse writable(FunctionResponse answer) {
        String problem = problem(new ToolResponse(List.of(answer)));
        return problem == null
                ? answer
                : new FunctionResponse(
                        answer.id(), answer.name(), Map.of("status", "failed", "reason", problem, "retryable", false));
    }
}
