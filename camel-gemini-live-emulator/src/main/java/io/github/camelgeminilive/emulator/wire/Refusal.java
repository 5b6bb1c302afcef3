package io.github.camelgeminilive.emulator.wire;

import java.nio.charset.StandardCharsets;

/**
 * Why the server ends a connection: a close code and its text from protocol section 5. Immutable, thread-safe.
 */
public record Refusal(int code, String reason) {
    private static final int REASON_BYTES = 123;

    public static final Refusal INVALID_ARGUMENT = new Refusal(1007, "Request contains an invalid argument.");
    public static final Refusal API_KEY_NOT_VALID =
            new Refusal(1007, "API key not valid. Please pass a valid API key.");
    public static final Refusal UNREGISTERED_CALLER = new Refusal(
            1008,
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                    + " other form of API consumer identity to call this API.");
    public static final Refusal NON_AUDIO = new Refusal(1007, "Cannot extract voices from a non-audio request.");
    public static final Refusal THINKING_LEVEL = new Refusal(1007, "Thinking level must be specified for this model");
    public static final Refusal SCHEDULING =
            new Refusal(1007, "Function response scheduling is not supported for this model");
    public static final Refusal SESSION_NOT_FOUND = new Refusal(1008, "BidiGenerateContent session not found");
    public static final Refusal ENTITY_NOT_FOUND = new Refusal(1008, "Requested entity was not found.");
    public static final Refusal INVALID_HANDLE = new Refusal(1007, "Invalid session handle");
    public static final Refusal INTERNAL = new Refusal(1011, "Internal error encountered.");
    public static final Refusal ABORTED = new Refusal(1008, "The operation was aborted.");
    public static final Refusal NOT_IMPLEMENTED =
            new Refusal(1008, "Operation is not implemented, or supported, or enabled.");
    public static final Refusal DEADLINE = new Refusal(1011, "Deadline expired before operation could complete.");
    public static final Refusal CANCELLED = new Refusal(1000, "The operation was cancelled.");

    public static final Refusal TOKEN_USED_UP = new Refusal(1011, "Token has been used too many times");
    public static final Refusal TOKEN_TOO_OLD = new Refusal(1011, "new_session_expire_time deadline exceeded");

    /** Two texts of the HTTP method that makes tokens (section 7.2). */
    static final Refusal NOT_IN_MASK =
            new Refusal(1007, "BidiGenerateContentSetup contains fields that are not specified in field_mask");

    static final Refusal FIELD_MASK = new Refusal(1007, "field_mask is invalid for BidiGenerateContentSetup");

    /** The reason as the service cuts it, since a close frame holds no more. */
    public String closeText() {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= REASON_BYTES) {
            return reason;
        }
        int end = REASON_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static Refusal unknownName(String name, String path) {
        String at = path.isEmpty() ? "" : " at '" + path + "'";
        return new Refusal(
                1007, "Invalid JSON payload received. Unknown name \"" + name + "\"" + at + ": Cannot find field.");
    }

    static Refusal invalidValue(String path, String type, String value) {
        return new Refusal(1007, "Invalid value at '" + path + "' (" + type + "), " + value);
    }

    static Refusal unparsable() {
        return new Refusal(1007, "Invalid JSON payload received. Unexpected token.");
    }

    static Refusal unknownModel(Entrance entrance, String model) {
        if (entrance.backEnd() == BackEnd.VERTEX) {
            return new Refusal(
                    1008, "Publisher Model `" + model + "` was not found or your project does not have access to it.");
        }
        return new Refusal(
                1008,
                model + " is not found for API version " + entrance.version()
                        + ", or is not supported for bidiGenerateContent. Call ListModels to see the list of available"
                        + " models and their supported methods.");
    }
}
