package io.github.camelgeminilive;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Which options of an agent were given in one endpoint's URI. Only these count when endpoints of one agent are compared.
 *
 * <p>Immutable. Each field of {@code setup.} counts as an option of its own, named {@code setup.path}.
 *
 * @param names of the options
 */
record AgentOptions(Set<String> names) {

    /** Options that belong to the agent: those with the label {@code agent} in the metadata (a test compares them). */
    static final Set<String> ALL = Set.of(
            "model",
            "voice",
            "languageCode",
            "responseModalities",
            "systemInstruction",
            "temperature",
            "inputAudioTranscription",
            "outputAudioTranscription",
            "automaticActivityDetection",
            "startOfSpeechSensitivity",
            "endOfSpeechSensitivity",
            "prefixPaddingMs",
            "silenceDurationMs",
            "activityHandling",
            "turnCoverage",
            "setup",
            "setupJson",
            "toolMode",
            "autoOpen",
            "maxSessions",
            "audioChunk",
            "streamEndAfter",
            "preRoll",
            "apiKey",
            "host",
            "apiVersion",
            "allowInsecure",
            "sslContextParameters",
            "clientOptions",
            "connectTimeout",
            "setupTimeout",
            "sendTimeout",
            "sendQueueSize",
            "heldAudio",
            "reconnectTimeout",
            "idleTimeout",
            "maxSessionDuration",
            "maxMessageSize",
            "maxReplyAudio",
            "maxQueuedBytes");

    static final String SETUP_PREFIX = "setup.";

    AgentOptions {
        names = Set.copyOf(names);
    }

    /** The agent options among the parameters of a URI. */
    static AgentOptions given(Map<String, Object> parameters, Map<String, Object> setup) {
        Set<String> names = new LinkedHashSet<>(parameters.keySet());
        names.retainAll(ALL);
        setup.keySet().forEach(path -> names.add(SETUP_PREFIX + path));
        return new AgentOptions(names);
    }

    /** What the component option {@code agents} says about one agent. */
    static Map<String, Object> ofAgent(Map<String, Object> agents, String agent) {
        Object options = agents.get(agent);
        if (options == null) {
            return Map.of();
        }
        if (options instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, value) -> named.put(String.valueOf(name), value));
            return named;
        }
        throw new IllegalArgumentException("Option agents[" + agent + "]: expected options of an agent, as in agents["
                + agent + "].model, but was " + options.getClass().getName());
    }

    /** Sets options on a configuration; unknown ones are refused. */
    static void bind(CamelContext context, GeminiLiveConfiguration configuration, Map<String, Object> options) {
        if (!options.isEmpty()) {
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(configuration)
                    .withProperties(new LinkedHashMap<>(options))
                    .withMandatory(true)
                    .withIgnoreCase(true)
                    .bind();
        }
    }
}
