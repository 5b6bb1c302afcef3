package io.github.camelgeminilive;

import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.tools.ToolListener;
import io.github.camelgeminilive.tools.ToolRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/**
 * Real-time conversations with Gemini models. Holds the agents and what they share: Vert.x, thread pools, the clock.
 * Lives as long as its Camel context.
 *
 * <p>Thread-safe after start.
 */
@Component("gemini-live")
public class GeminiLiveComponent extends HealthCheckComponent
        implements SSLContextParametersAware, ExtendedStartupListener {

    @Metadata
    private GeminiLiveConfiguration configuration = new GeminiLiveConfiguration();

    @Metadata(label = "advanced")
    private Map<String, GeminiLiveConfiguration> agents = new LinkedHashMap<>();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "advanced", autowired = true)
    private @Nullable Vertx vertx;

    @Metadata(label = "advanced")
    private @Nullable VertxOptions vertxOptions;

    private final AgentDirectory directory = new AgentDirectory();
    private final ToolRegistry tools = new ToolRegistry();
    private final ToolRegistry.Listener toolsChanged = agent -> directory.toolsChanged(agent, runtime());
    private @Nullable LiveRuntime runtime;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        GeminiLiveConfiguration copy = configuration.copy();
        AgentOptions.overlay(getCamelContext(), copy, agents.get(remaining));
        Map<String, Object> setup = PropertiesHelper.extractProperties(parameters, "setup.");
        Map<String, Object> parameter = PropertiesHelper.extractProperties(parameters, "parameter.");
        if (!setup.isEmpty()) {
            copy.setSetup(setup);
        }
        if (!parameter.isEmpty()) {
            copy.setParameter(parameter);
        }
        Map<String, Object> labels = PropertiesHelper.extractProperties(parameters, "labels.");
        Map<String, Object> profile = PropertiesHelper.extractProperties(parameters, "profile.");
        if (!labels.isEmpty()) {
            copy.setLabels(labels);
        }
        if (!profile.isEmpty()) {
            copy.setProfile(profile);
        }
        AgentOptions given =
                AgentOptions.given(parameters, Map.of("setup", setup, "labels", labels, "profile", profile));
        GeminiLiveEndpoint endpoint = new GeminiLiveEndpoint(uri, this, copy, given);
        endpoint.setAgent(remaining);
        setProperties(endpoint, parameters);
        endpoint.checkRoles();
        SetupOptions.checkValues(copy);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().addStartupListener(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        runtime = new LiveRuntime(this);
        tools.addListener(toolsChanged);
    }

    @Override
    protected void doStop() throws Exception {
        tools.removeListener(toolsChanged);
        directory.close();
        LiveRuntime started = runtime;
        if (started != null) {
            started.close();
            runtime = null;
        }
        super.doStop();
    }

    /** Sessions open only when every route has started: a first message can be faster than the last tool route. */
    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        directory.checkSetups();
        directory.contextStarted();
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            directory.contextStarted();
        }
    }

    /** The functions that tool routes declare. */
    ToolRegistry tools() {
        return tools;
    }

    /** The functions that an agent declares now, in wire form. */
    List<Map<String, Object>> declarations(String agent) {
        return tools.declarations(agent).stream().map(ToolDeclaration::toWire).toList();
    }

    /** Runs an agent's functions. */
    ToolDispatcher dispatcher(String agent, ModelProfile profile, ToolListener listener) {
        return new ToolDispatcher(
                agent,
                profile.blockingCalls(),
                tools,
                runtime().tools(),
                runtime().clock(),
                listener);
    }

    /** TLS settings of an agent: its own, or those of the context if they are to be used. */
    @Nullable
    SSLContextParameters tls(GeminiLiveConfiguration configuration) {
        SSLContextParameters own = configuration.getSslContextParameters();
        return own != null || !useGlobalSslContextParameters ? own : retrieveGlobalSslContextParameters();
    }

    AgentDirectory directory() {
        return directory;
    }

    /** What agents share while the component is started. */
    LiveRuntime runtime() {
        LiveRuntime started = runtime;
        if (started == null) {
            throw new IllegalStateException("Expected component gemini-live to be started but it is not");
        }
        return started;
    }

    public GeminiLiveConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The shared configuration.
     */
    public void setConfiguration(GeminiLiveConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, GeminiLiveConfiguration> getAgents() {
        return agents;
    }

    /**
     * Options of single agents by name, between those of the component and those of an endpoint, for example
     * agents[concierge].model.
     */
    public void setAgents(Map<String, GeminiLiveConfiguration> agents) {
        this.agents = agents;
    }

    public @Nullable Vertx getVertx() {
        return vertx;
    }

    /**
     * The Vert.x instance to use. Absent means: the only one in the registry, else that of a started vertx-websocket
     * component, else one of our own.
     */
    public void setVertx(@Nullable Vertx vertx) {
        this.vertx = vertx;
    }

    public @Nullable VertxOptions getVertxOptions() {
        return vertxOptions;
    }

    /**
     * Options of the Vert.x instance, when one of our own is made.
     */
    public void setVertxOptions(@Nullable VertxOptions vertxOptions) {
        this.vertxOptions = vertxOptions;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Whether the global SSL context parameters of the Camel context are used.
     */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
