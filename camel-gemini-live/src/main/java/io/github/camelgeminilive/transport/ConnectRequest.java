package io.github.camelgeminilive.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where one connection goes and what it shows at the door.
 *
 * @param uri {@code ws} or {@code wss}, with path and query
 * @param headers handshake headers; credentials are here and nowhere else
 * @param connectTimeout for TCP, TLS and upgrade together
 */
public record ConnectRequest(URI uri, Map<String, String> headers, Duration connectTimeout) {

    public ConnectRequest {
        headers = Map.copyOf(headers);
        if (!"ws".equals(uri.getScheme()) && !"wss".equals(uri.getScheme())) {
            throw new IllegalArgumentException("Expected a ws: or wss: address but was " + uri.getScheme() + ":");
        }
    }

    /** Host and path only: query and headers can hold credentials. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
