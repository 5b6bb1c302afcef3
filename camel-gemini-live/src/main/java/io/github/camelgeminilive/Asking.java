package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exchange of a call the child of the exchange that asked.
 *
 * <p>Thread-safe: stateless.
 */
final class Asking {

    /**
     * Exchange property with the trace context of a span as a Map of String: of the one in which an exchange is sent to a
     * session, or of the one whose child a call's exchange will be.
     */
    static final String TRACE = "CamelGeminiLiveTrace";

    private Asking() {}

    /** What will be known of an exchange when the session calls because of it. Called while the exchange is the caller's. */
    static Asker of(Exchange exchange) {
        return new Asker(exchange.getExchangeId(), takeTrace(exchange));
    }

    /** Names the asker on a call's exchange; to be called before anything else looks at it. */
    static void mark(Exchange exchange, @Nullable Asker asker) {
        if (asker != null) {
            exchange.setProperty(ExchangePropertyKey.CORRELATION_ID, asker.exchangeId());
            if (!asker.trace().isEmpty()) {
                exchange.setProperty(TRACE, asker.trace());
            }
        }
    }

    /** The trace context on an exchange, taken away so that it counts once. */
    static Map<String, String> takeTrace(Exchange exchange) {
        Map<String, String> trace = new HashMap<>();
        if (exchange.removeProperty(TRACE) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> trace.put(String.valueOf(key), String.valueOf(value)));
        }
        return trace;
    }
}
