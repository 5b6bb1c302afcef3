package io.github.camelgeminilive;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Hold real-time voice, video and text conversations with Gemini models over the Live API.
 *
 * <p>One scheme, three roles: a producer sends, a consumer with {@code events} receives, a consumer with {@code tool} is
 * a function that the model may call.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = GeminiLiveConstants.SCHEME,
        title = "Gemini Live",
        syntax = "gemini-live:agent",
        category = {Category.AI, Category.CLOUD},
        headersClass = GeminiLiveConstants.class)
public class GeminiLiveEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, EndpointServiceLocation, MultipleConsumersSupport {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Serves every agent of the component; only for tools. */
    static final String ANY_AGENT = "*";

    @UriPath(description = "Name of the agent: one configuration of model, voice, instructions and tools.")
    @Metadata(required = true)
    private String agent = "";

    @UriParam
    private GeminiLiveConfiguration configuration;

    private final AgentOptions given;

    public GeminiLiveEndpoint(
            String uri, GeminiLiveComponent component, GeminiLiveConfiguration configuration, AgentOptions given) {
        super(uri, component);
        this.configuration = configuration;
        this.given = given;
    }

    /** Refuses what can't work in any role, as soon as the endpoint is made. */
    void checkRoles() {
        String tool = configuration.getTool();
        if (!NAME.matcher(agent).matches() && !(ANY_AGENT.equals(agent) && tool != null)) {
            throw new IllegalArgumentException(
                    "Expected an agent of letters, digits, '_', '.' and '-' in gemini-live:agent" + " but was '" + agent
                            + "'" + (ANY_AGENT.equals(agent) ? "; * serves tools only" : ""));
        }
        if (tool != null && configuration.getEvents() != null) {
            throw new IllegalArgumentException(
                    "Options tool and events exclude each other: a route is either a function"
                            + " or receives events (gemini-live:" + agent + ")");
        }
        if (tool != null && configuration.getOperation() != null) {
            throw new IllegalArgumentException(
                    "Options tool and operation exclude each other: operation is for to(\"gemini-live:" + agent
                            + "\")");
        }
    }

    @Override
    public Producer createProducer() {
        refuseIn("to", "tool", configuration.getTool());
        refuseIn("to", "events", configuration.getEvents());
        return new GeminiLiveProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        refuseIn("from", "operation", configuration.getOperation());
        Consumer consumer = configuration.getTool() == null
                ? new GeminiLiveConsumer(this, processor)
                : new GeminiLiveToolConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException(
                "gemini-live: can't be polled: events come when they come. To ask and wait"
                        + " for the answer use a request and reply exchange: .to(ExchangePattern.InOut, \"gemini-live:"
                        + agent
                        + "\")");
    }

    private void refuseIn(String role, String option, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException("Option " + option + " can't be used in " + role + "(\"gemini-live:"
                    + agent + "\"): to() sends, from() with events receives, from() with tool is a function");
        }
    }

    @Override
    public GeminiLiveComponent getComponent() {
        return (GeminiLiveComponent) super.getComponent();
    }

    /** The agent options that were given in this endpoint's URI. */
    AgentOptions given() {
        return given;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    public String getAgent() {
        return agent;
    }

    /**
     * Name of the agent.
     */
    public void setAgent(String agent) {
        this.agent = agent;
    }

    public GeminiLiveConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GeminiLiveConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getHost();
    }

    @Override
    public String getServiceProtocol() {
        return "websocket";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("model", configuration.getModel());
    }
}
