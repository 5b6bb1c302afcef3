package io.github.camelgeminilive.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One POST of JSON.
 *
 * @param uri {@code http} or {@code https}
 * @param headers credentials are here and nowhere else
 * @param json the body
 * @param timeout for connecting and the whole answer together
 */
public record HttpCall(URI uri, Map<String, String> headers, String json, Duration timeout) {

    public HttpCall {
        headers = Map.copyOf(headers);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("Expected an http: or https: address but was " + uri.getScheme() + ":");
        }
    }

    /** Host and path only: the rest can hold credentials and what people say. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }

    /**
     * What the server answered, whatever it means.
     *
     * @param status of HTTP
     * @param body as text; can hold a credential
     */
    public record Answer(int status, String body) {

        /** Without the body. */
        @Override
        public String toString() {
            return "HTTP status " + status;
        }
    }

    /** There was no answer. */
    public static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        public NoAnswer(CloseReason reason) {
            super(reason.text(), reason.cause());
        }
    }
}
