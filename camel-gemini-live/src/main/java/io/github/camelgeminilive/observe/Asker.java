package io.github.camelgeminilive.observe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who asked the model last: the exchange that a call comes from. Holds no exchange.
 *
 * @param exchangeId of the exchange that asked
 * @param trace what a propagator wrote of the span in which it asked, such as {@code traceparent}; empty without
 *     telemetry; unmodifiable, and cut at {@value #MAX_ENTRIES} entries and {@value #MAX_CHARACTERS} characters
 */
public record Asker(String exchangeId, Map<String, String> trace) {

    /** A propagator writes three or four. */
    static final int MAX_ENTRIES = 16;

    /** A W3C baggage alone may have 8192 bytes, a tracestate 512. */
    static final int MAX_CHARACTERS = 10_000;

    public Asker {
        Map<String, String> fitting = new LinkedHashMap<>(0);
        int characters = 0;
        for (Map.Entry<String, String> entry : trace.entrySet()) {
            int more = entry.getKey().length() + entry.getValue().length();
            if (fitting.size() < MAX_ENTRIES && characters + more <= MAX_CHARACTERS) {
                fitting.put(entry.getKey(), entry.getValue());
                characters += more;
            }
        }
        trace = fitting.isEmpty() ? Map.of() : Collections.unmodifiableMap(fitting);
    }
}
