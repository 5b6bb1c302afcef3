package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model hears of a call that the session itself answers: every call needs an answer, or the model falls silent.
 *
 * <p>Immutable, thread-safe.
 *
 * @param status one word for what happened
 * @param reason in words that the model can act on, without anything of how we are built
 * @param retryable whether the same call may go better later
 */
record ErrorAnswer(String status, String reason, boolean retryable) {

    FunctionResponse to(FunctionCall call) {
        return to(call.id(), call.name());
    }

    FunctionResponse to(@Nullable String id, String name) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", status);
        response.put("reason", reason);
        response.put("retryable", retryable);
        return new FunctionResponse(id, name, response);
    }
}
