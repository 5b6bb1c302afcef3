package io.github.camelgeminilive;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Which options of an agent were given in one endpoint's URI. Only these count when endpoints of one agent are compared.
 *
 * <p>Immutable. Each field of {@code setup.}, {@code labels.} and {@code profile.} counts as an option of its own, named
 * {@code setup.path}.
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
            "maxToolCallsPerTurn",
            "maxToolCallsPerMinute",
            "mcpClients",
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
            "maxQueuedBytes",
            "topP",
            "topK",
            "seed",
            "maxOutputTokens",
            "presencePenalty",
            "frequencyPenalty",
            "mediaResolution",
            "thinkingLevel",
            "thinkingBudget",
            "includeThoughts",
            "enableAffectiveDialog",
            "proactiveAudio",
            "proactiveVideo",
            "targetLanguageCode",
            "echoTargetLanguage",
            "googleSearch",
            "codeExecution",
            "urlContext",
            "transcriptionLanguageCodes",
            "customVocabulary",
            "transcriptionMode",
            "explicitVadSignal",
            "contextWindowCompression",
            "triggerTokens",
            "targetTokens",
            "safetySettings",
            "labels",
            "avatarName",
            "greeting",
            "history",
            "modelProfile",
            "modelProfiles",
            "profile",
            "audioSendRate",
            "audioBacklog",
            "videoFps",
            "vertexAi",
            "project",
            "location",
            "serviceAccountKey",
            "accessToken",
            "quotaProject",
            "credentials");

    static final String SETUP_PREFIX = "setup.";

    /** Options that are maps: their fields are given, compared and put together one by one. */
    private static final Set<String> MAPS = Set.of("setup", "labels", "profile");

    AgentOptions {
        names = Set.copyOf(names);
    }

    /**
     * The agent options among the parameters of a URI.
     *
     * @param maps fields of the options that are maps, by option
     */
    static AgentOptions given(Map<String, Object> parameters, Map<String, Map<String, Object>> maps) {
        Set<String> names = new LinkedHashSet<>(parameters.keySet());
        names.retainAll(ALL);
        maps.forEach((option, fields) -> fields.keySet().forEach(field -> names.add(option + "." + field)));
        return new AgentOptions(names);
    }

    /**
     * Sets what the component option {@code agents} says about an agent: every option that is not at its default there.
     *
     * @param options of the agent, or null if nothing is said about it
     */
    static void overlay(
            CamelContext context, GeminiLiveConfiguration configuration, @Nullable GeminiLiveConfiguration options) {
        if (options == null) {
            return;
        }
        PropertyConfigurer configurer = configurer(context);
        ExtendedPropertyConfigurerGetter values = (ExtendedPropertyConfigurerGetter) configurer;
        GeminiLiveConfiguration defaults = new GeminiLiveConfiguration();
        for (String option : values.getAllOptions(options).keySet()) {
            Object value = values.getOptionValue(options, option, true);
            if (!Objects.equals(value, values.getOptionValue(defaults, option, true))) {
                Object before = values.getOptionValue(configuration, option, true);
                configurer.configure(context, configuration, option, over(option, before, value), true);
            }
        }
    }

    private static @Nullable Object over(String option, @Nullable Object before, @Nullable Object value) {
        // the configurer's own names begin with a capital letter
        if (!MAPS.contains(option.toLowerCase(Locale.ROOT))
                || !(before instanceof Map<?, ?> base)
                || !(value instanceof Map<?, ?> own)) {
            return value;
        }
        Map<Object, Object> both = new LinkedHashMap<>(base);
        both.putAll(own);
        return both;
    }

    /** Reads and sets the options of a configuration by name. */
    static PropertyConfigurer configurer(CamelContext context) {
        return PluginHelper.getConfigurerResolver(context)
                .resolvePropertyConfigurer(GeminiLiveConfiguration.class.getName(), context);
    }
}
