package io.github.camelgeminilive;

import io.github.camelgeminilive.tools.ToolOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.decorators.AbstractMessagingSpanDecorator;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Spans of this component in camel-telemetry, which finds it by its service file. A call's span is the child of the one
 * in which the session was asked. Tags follow OpenTelemetry's conventions for generative AI where they fit; none holds
 * arguments, results or what was said.
 *
 * <p>Thread-safe: stateless.
 */
public class GeminiLiveSpanDecorator extends AbstractMessagingSpanDecorator {

    /** Exchange property with a call's own span: the spans of what its route sends end on the same exchange. */
    private static final String CALL_SPAN = "CamelGeminiLiveCallSpan";

    @Override
    public String getComponent() {
        return "gemini-live";
    }

    @Override
    public String getComponentClassName() {
        return GeminiLiveComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        String tool = tool(endpoint);
        return tool == null ? super.getOperationName(exchange, endpoint) : clipMaxLength("execute_tool " + tool);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        span.setTag("gen_ai.provider.name", "gcp.gemini");
        String tool = tool(endpoint);
        if (tool != null && exchange.getProperty(ToolCall.PROPERTY) instanceof ToolCall call) {
            span.setTag("gen_ai.operation.name", "execute_tool");
            span.setTag("gen_ai.agent.name", call.getAgent());
            span.setTag("gen_ai.conversation.id", call.getSessionId());
            // what is declared: a name that the model made up could be anything
            span.setTag("gen_ai.tool.name", tool);
            span.setTag("gen_ai.tool.type", "function");
            span.setTag("gen_ai.tool.call.id", call.getId());
            exchange.setProperty(CALL_SPAN, span);
        } else if (endpoint instanceof GeminiLiveEndpoint ours) {
            span.setTag("gen_ai.agent.name", ours.getAgent());
            span.setTag("gen_ai.conversation.id", GeminiLiveProducer.sessionId(exchange, ours.getConfiguration()));
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.getProperty(CALL_SPAN) != span) {
            super.afterTracingEvent(span, exchange);
            return;
        }
        exchange.removeProperty(CALL_SPAN);
        ToolOutcome outcome = outcome(exchange);
        span.setTag("gemini_live.outcome", outcome.label());
        if (outcome != ToolOutcome.OK && outcome != ToolOutcome.ANSWERED_BY_HAND) {
            // not the exception's text: it may quote arguments
            span.setError(true);
            span.setTag("error.type", outcome.label());
        }
    }

    /** The call's own outcome if it ended before its route did, else how the route ended. */
    private static ToolOutcome outcome(Exchange exchange) {
        ToolOutcome before = exchange.getProperty(ToolCall.PROPERTY) instanceof ToolCall call ? call.outcome() : null;
        if (before != null) {
            return before;
        }
        return ToolAnswer.failed(exchange) ? ToolOutcome.FAILED : ToolOutcome.OK;
    }

    @Override
    public SpanContextPropagationExtractor getExtractor(Exchange exchange) {
        Map<String, String> asked = Asking.takeTrace(exchange);
        return asked.isEmpty()
                ? super.getExtractor(exchange)
                : new CamelHeadersSpanContextPropagationExtractor(new HashMap<>(asked));
    }

    /** As every component of Camel, and beside it for {@link Asking}: a session has no headers that could carry it. */
    @Override
    public SpanContextPropagationInjector getInjector(Exchange exchange) {
        SpanContextPropagationInjector headers = super.getInjector(exchange);
        Map<String, String> trace = new LinkedHashMap<>();
        exchange.setProperty(Asking.TRACE, trace);
        return (key, value) -> {
            headers.put(key, value);
            trace.put(key, value);
        };
    }

    /** The function whose route an endpoint begins, as declared; null for any other endpoint. */
    private static @Nullable String tool(Endpoint endpoint) {
        return endpoint instanceof GeminiLiveEndpoint ours
                ? ours.getConfiguration().getTool()
                : null;
    }
}
