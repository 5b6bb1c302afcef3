package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether what routes give can be written as JSON before the session counts on it: a route can put anything into
 * answers, turns and updates.
 *
 * <p>Thread-safe.
 */
final class AnswerCheck {

    private final JsonCodec codec;

    AnswerCheck(JsonCodec codec) {
        this.codec = codec;
    }

    /** What keeps a message with values of a route in it from being written, or null; the others always can be. */
    @Nullable
    String problem(@Nullable ClientMessage message) {
        if (message == null || !holdsAnything(message)) {
            return null;
        }
        try {
            codec.encode(message);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean holdsAnything(ClientMessage message) {
        return message instanceof ToolResponse
                || message instanceof ContextUpdate
                || message instanceof ClientContent content
                        && !content.turns().stream()
                                .flatMap(turn -> turn.parts().stream())
                                .allMatch(part -> part instanceof Part.Text || part instanceof Part.InlineData);
    }

    /** The answer, or one that says that it can't be written: no answer at all would silence the model for good. */
    FunctionResponse writable(FunctionResponse answer) {
        String problem = problem(new ToolResponse(List.of(answer)));
        return problem == null ? answer : new ErrorAnswer("failed", problem, false).to(answer.id(), answer.name());
    }
}
