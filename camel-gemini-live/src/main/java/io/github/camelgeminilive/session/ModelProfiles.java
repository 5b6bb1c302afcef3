package io.github.camelgeminilive.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the profile of a model by the longest prefix of its id. The facts are data: {@code model-profiles.properties},
 * and over it a file of the user's in the same form.
 *
 * <p>Thread-safe: immutable after construction.
 */
public final class ModelProfiles {

    private static final String DEFAULT = "default";
    private static final String BUILT_IN = "model-profiles.properties";

    /** Every family's own facts, without those that it takes from others. */
    private final Map<String, ProfileFacts> families = new LinkedHashMap<>();

    private final Map<String, String> familyByPrefix = new LinkedHashMap<>();
    private final Map<String, ModelProfile> profiles = new LinkedHashMap<>();

    private ModelProfiles(Map<String, ProfileFacts> families) {
        this.families.putAll(families);
        this.families
                .values()
                .forEach(facts -> facts.prefixes().forEach(prefix -> familyByPrefix.put(prefix, facts.family())));
        this.families
                .keySet()
                .forEach(family -> profiles.put(family, complete(family).profile()));
    }

    /** The profiles that come with the component. */
    public static ModelProfiles load() {
        try (InputStream in = ModelProfiles.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is missing beside " + ModelProfiles.class);
            }
            Properties facts = new Properties();
            facts.load(in);
            return new ModelProfiles(families(BUILT_IN, facts, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These profiles and those of a file: it goes first, and single facts of a family that both have are the file's.
     *
     * @param source what to name in errors
     * @param text the file, in the form of the built-in one
     * @throws IllegalArgumentException when it says something that means nothing
     */
    public ModelProfiles and(String source, String text) {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    source + ": expected a properties file but it can't be read: " + e.getMessage(), e);
        }
        Map<String, ProfileFacts> all = new LinkedHashMap<>(families);
        families(source, facts, families).forEach((family, own) -> {
            ProfileFacts built = families.get(family);
            // last, so that its prefixes win
            all.remove(family);
            all.put(family, built == null ? own : built.with(source, own.facts()));
        });
        return new ModelProfiles(all);
    }

    /**
     * The profile of a model.
     *
     * @param model an id as given, with or without {@code models/} or a longer resource path
     */
    public ModelProfile of(String model) {
        return Objects.requireNonNull(profiles.get(family(model)));
    }

    /**
     * The profile of a model or of a family, with single facts that differ.
     *
     * @param model an id as given
     * @param family the family to take, or empty for that of the model
     * @param differences facts by key
     * @throws IllegalArgumentException when there is no such family, or a fact means nothing
     */
    public ModelProfile of(String model, String family, Map<String, String> differences) {
        String chosen = family.isEmpty() ? family(model) : family;
        if (!families.containsKey(chosen)) {
            throw new IllegalArgumentException(
                    "Option modelProfile: expected one of " + new TreeSet<>(families.keySet()) + " but was " + chosen);
        }
        return complete(chosen).with("Option profile.", differences).profile();
    }

    private String family(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1);
        return familyByPrefix.entrySet().stream()
                .filter(entry -> id.startsWith(entry.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(DEFAULT);
    }

    /** A family's facts over those of the family that it is like, over the default's. */
    private ProfileFacts complete(String family) {
        return complete(family, new LinkedHashSet<>());
    }

    private ProfileFacts complete(String family, Set<String> seen) {
        ProfileFacts own = Objects.requireNonNull(families.get(family));
        if (family.equals(DEFAULT)) {
            return own;
        }
        String like = own.facts().getOrDefault(ProfileFacts.LIKE, DEFAULT);
        if (!seen.add(family) || seen.contains(like) || !families.containsKey(like)) {
            throw new IllegalArgumentException(
                    own.source() + ": expected another of " + new TreeSet<>(families.keySet()) + " for " + family + "."
                            + ProfileFacts.LIKE + " but was " + like);
        }
        Map<String, String> all = new TreeMap<>(complete(like, seen).facts());
        all.putAll(own.facts());
        return new ProfileFacts(own.source(), family, all);
    }

    /** Splits a file's keys into families: those that have prefixes there, or were known before. */
    private static Map<String, ProfileFacts> families(
            String source, Properties facts, Map<String, ProfileFacts> known) {
        TreeSet<String> names = new TreeSet<>(known.keySet());
        String suffix = "." + ProfileFacts.PREFIXES;
        facts.stringPropertyNames().stream()
                .filter(key -> key.endsWith(suffix))
                .forEach(key -> names.add(key.substring(0, key.length() - suffix.length())));
        Map<String, Map<String, String>> split = new TreeMap<>();
        for (String key : facts.stringPropertyNames()) {
            String family = names.stream()
                    .filter(name -> key.startsWith(name + "."))
                    .max((a, b) -> Integer.compare(a.length(), b.length()))
                    .orElseThrow(() -> new IllegalArgumentException(source + ": expected a family with " + suffix
                            + " (it may be empty) or one of " + names + " before " + key));
            split.computeIfAbsent(family, name -> new TreeMap<>())
                    .put(
                            key.substring(family.length() + 1),
                            facts.getProperty(key).trim());
        }
        Map<String, ProfileFacts> families = new TreeMap<>();
        split.forEach((family, own) -> families.put(family, new ProfileFacts(source, family, own)));
        return families;
    }
}
