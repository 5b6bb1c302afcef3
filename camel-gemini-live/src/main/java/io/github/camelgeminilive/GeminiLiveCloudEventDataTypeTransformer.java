package io.github.camelgeminilive;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Data type {@code gemini-live:application-cloudevents}: the headers that Camel uses for CloudEvents 1.0, for an event or a
 * reply. The body stays as it is.
 *
 * <p>Thread-safe: stateless.
 */
@DataTypeTransformer(
        name = "gemini-live:application-cloudevents",
        description = "Adds CloudEvents headers to an event or a reply of a Gemini Live conversation")
public class GeminiLiveCloudEventDataTypeTransformer extends Transformer {

    // the names are those of camel-cloudevents, which is not needed for them

    static final String ID = "CamelCloudEventID";
    static final String VERSION = "CamelCloudEventVersion";
    static final String TYPE = "CamelCloudEventType";
    static final String SOURCE = "CamelCloudEventSource";
    static final String SUBJECT = "CamelCloudEventSubject";
    static final String TIME = "CamelCloudEventTime";

    private static final String TYPE_PREFIX = "io.github.camelgeminilive.";

    @Override
    public void transform(Message message, DataType from, DataType to) {
        Map<String, Object> headers = message.getHeaders();
        String event = message.getHeader(GeminiLiveConstants.EVENT, String.class);
        if (event == null && !headers.containsKey(GeminiLiveConstants.FINISH_REASON)) {
            throw new IllegalArgumentException("Data type gemini-live:application-cloudevents: expected an event or a"
                    + " reply of a conversation but header " + GeminiLiveConstants.EVENT + " is absent");
        }
        Exchange exchange = message.getExchange();
        String agent = message.getHeader(GeminiLiveConstants.AGENT, String.class);
        headers.putIfAbsent(ID, exchange.getExchangeId());
        headers.putIfAbsent(VERSION, "1.0");
        headers.put(TYPE, TYPE_PREFIX + (event == null ? "reply" : event));
        headers.put(SOURCE, GeminiLiveConstants.SCHEME + (agent == null ? "" : ":" + agent));
        headers.put(SUBJECT, message.getHeader(GeminiLiveConstants.SESSION_ID, String.class));
        headers.put(
                TIME,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochMilli(exchange.getClock().getCreated()).atZone(ZoneId.systemDefault())));
        String type = contentType(message);
        if (type != null) {
            headers.put(Exchange.CONTENT_TYPE, type);
        }
    }

    /** What the body is; null for records, which are no bytes yet. */
    private static @Nullable String contentType(Message message) {
        String media = message.getHeader(GeminiLiveConstants.MIME_TYPE, String.class);
        if (media != null) {
            return media;
        }
        boolean raw = "raw".equals(message.getHeader(GeminiLiveConstants.EVENT));
        return message.getBody() instanceof String ? (raw ? "application/json" : "text/plain") : null;
    }
}
