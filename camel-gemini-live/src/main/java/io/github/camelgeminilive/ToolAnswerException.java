package io.github.camelgeminilive;

import io.github.camelgeminilive.tools.ToolError;
import io.github.camelgeminilive.tools.ToolResult;
import org.jspecify.annotations.Nullable;

/** The route of a function ended with a body that can't be an answer. The message tells its author how to mend it. */
final class ToolAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String words;

    /**
     * What went wrong.
     *
     * @param message for the author of the route
     * @param words for the model, without anything of how we are built; null for the usual ones
     */
    ToolAnswerException(String message, @Nullable String words, @Nullable Throwable cause) {
        super(message, cause);
        this.words = words;
    }

    static ToolAnswerException tooLong(int maxBytes) {
        return new ToolAnswerException(
                "Expected an answer of at most " + maxBytes + " bytes (option maxToolResponse) but the body is longer",
                "The function ended, but its result is too long to be told. Do not call the function again for the same"
                        + " work.",
                null);
    }

    static ToolAnswerException bytes(int count, String found) {
        return new ToolAnswerException(
                "Expected a body that is an object, text, a number or a list but was " + count + " bytes " + found
                        + "; set the header Content-Type to what they are, or convert them to text",
                null,
                null);
    }

    /** What the model is told. */
    ToolResult result() {
        return words == null ? ToolError.UNUSABLE_RESULT.result() : ToolError.UNUSABLE_RESULT.result(words);
    }
}
