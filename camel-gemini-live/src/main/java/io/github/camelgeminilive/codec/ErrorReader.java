package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.ServerError;
import io.github.camelgeminilive.protocol.UnknownMessage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in one of the shapes that were seen: {@code error} as an object or text, or {@code code} and {@code message}
 * at the top level of the frame (protocol section 3.1). None of them is documented, so any type is taken.
 *
 * <p>Lives for one frame.
 *
 * <p>Confined to the thread that decodes.
 */
final class ErrorReader {

    private boolean errorObject;
    private @Nullable Integer code;
    private @Nullable String message;

    void readObject(WireReader in) throws IOException {
        errorObject = true;
        if (in.isString()) {
            message = in.string();
            return;
        }
        in.object();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "code" -> readCode(in);
                case "message" -> readMessage(in);
                default -> in.skip();
            }
        }
    }

    void readCode(WireReader in) throws IOException {
        code = in.int32();
    }

    void readMessage(WireReader in) throws IOException {
        message = in.string();
    }

    @Nullable
    ServerError build() {
        return errorObject || code != null ? new ServerError(code, message == null ? "" : message) : null;
    }

    /** A {@code message} at the top level without a code is no error that we know. */
    List<UnknownMessage> unknown() {
        return message != null && build() == null ? List.of(new UnknownMessage("message")) : List.of();
    }
}
