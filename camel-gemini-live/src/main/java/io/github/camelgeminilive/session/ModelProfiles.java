package io.github.camelgeminilive.session;

import io.github.camelgeminilive.session.ModelProfile.TurnTimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Finds the profile of a model by the longest prefix of its id. The facts are data: {@code model-profiles.properties}.
 *
 * <p>Thread-safe: immutable after construction.
 */
public final class ModelProfiles {

    private static final String DEFAULT = "default";

    private final Map<String, ModelProfile> byPrefix = new LinkedHashMap<>();
    private final ModelProfile fallback;

    private ModelProfiles(Properties facts) {
        for (String key : facts.stringPropertyNames()) {
            if (key.endsWith(".prefixes") && !key.startsWith(DEFAULT + ".")) {
                String family = key.substring(0, key.length() - ".prefixes".length());
                ModelProfile profile = profile(facts, family);
                for (String prefix : facts.getProperty(key).split(",", -1)) {
                    byPrefix.put(prefix.trim(), profile);
                }
            }
        }
        fallback = profile(facts, DEFAULT);
    }

    /** The profiles that come with the component. */
    public static ModelProfiles load() {
        try (InputStream in = ModelProfiles.class.getResourceAsStream("model-profiles.properties")) {
            if (in == null) {
                throw new IllegalStateException("model-profiles.properties is missing beside " + ModelProfiles.class);
            }
            Properties facts = new Properties();
            facts.load(in);
            return new ModelProfiles(facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The profile of a model.
     *
     * @param model an id as given, with or without {@code models/} or a longer resource path
     */
    public ModelProfile of(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1);
        return byPrefix.entrySet().stream()
                .filter(entry -> id.startsWith(entry.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(fallback);
    }

    private static ModelProfile profile(Properties facts, String family) {
        return new ModelProfile(
                family,
                "realtimeInput".equals(fact(facts, family, "text")),
                Boolean.parseBoolean(fact(facts, family, "echoesTypedText")),
                ToolTurn.valueOf(fact(facts, family, "toolTurn")),
                fact(facts, family, "toolBehavior"),
                Boolean.parseBoolean(fact(facts, family, "scheduling")),
                Boolean.parseBoolean(fact(facts, family, "gatesMicrophone")),
                new TurnTimes(
                        duration(facts, family, "noAnswer"),
                        duration(facts, family, "stalled"),
                        duration(facts, family, "stalledInProgress"),
                        duration(facts, family, "playbackGrace"),
                        duration(facts, family, "residuePause"),
                        duration(facts, family, "residueLimit"),
                        duration(facts, family, "owedAnswer"),
                        duration(facts, family, "punctuation"),
                        duration(facts, family, "gate")));
    }

    private static Duration duration(Properties facts, String family, String name) {
        return Duration.parse(fact(facts, family, name));
    }

    private static String fact(Properties facts, String family, String name) {
        String own = facts.getProperty(family + "." + name);
        String value = own != null ? own : facts.getProperty(DEFAULT + "." + name);
        if (value == null) {
            throw new IllegalStateException("model-profiles.properties: " + DEFAULT + "." + name + " is missing");
        }
        return value.trim();
    }
}
