package io.github.camelgeminilive.session;

import io.github.camelgeminilive.session.ModelProfile.ClientContentUse;
import io.github.camelgeminilive.session.ModelProfile.InterruptWay;
import io.github.camelgeminilive.session.ModelProfile.Seeding;
import io.github.camelgeminilive.session.ModelProfile.SeedingWay;
import io.github.camelgeminilive.session.ModelProfile.TurnTimes;
import io.github.camelgeminilive.setup.SetupFields;
import io.github.camelgeminilive.setup.SetupLimit;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the profile files say of one family, by key, and how it is read. A key or value that means nothing is refused:
 * a fact with a typing error would silently be another fact.
 *
 * <p>Immutable, thread-safe.
 *
 * @param source what to name in errors: a file, or the option {@code profile}
 */
record ProfileFacts(String source, String family, Map<String, String> facts) {

    /** Facts that are not about the wire but about the file. */
    static final String PREFIXES = "prefixes";

    static final String LIKE = "like";

    /** Before the path of a setup field: what the family does not take there. */
    private static final String LIMIT = "limit.";

    private static final Set<String> TIMES = Set.of(
            "noAnswer",
            "stalled",
            "stalledInProgress",
            "playbackGrace",
            "residuePause",
            "residueLimit",
            "owedAnswer",
            "punctuation",
            "gate");

    private static final Set<String> KEYS = Stream.concat(
                    TIMES.stream(),
                    Stream.of(
                            PREFIXES,
                            LIKE,
                            "text",
                            "echoesTypedText",
                            "toolTurn",
                            "toolBehavior",
                            "scheduling",
                            "gatesMicrophone",
                            "clientContent",
                            "seeding",
                            "seeding.endsWithUser",
                            "seeding.rich",
                            "contextUpdate",
                            "interrupt",
                            "kick",
                            "turns",
                            "responseParts",
                            "modality",
                            "voices"))
            .collect(Collectors.toUnmodifiableSet());

    ProfileFacts {
        facts = Map.copyOf(facts);
        for (String key : facts.keySet()) {
            if (!KEYS.contains(key) && !key.startsWith(LIMIT)) {
                throw new IllegalArgumentException(source + ": expected one of " + new TreeSet<>(KEYS) + " or " + LIMIT
                        + "PATH for model family " + family + " but was " + key);
            }
        }
    }

    /** These facts, with others over them. */
    ProfileFacts with(String otherSource, Map<String, String> others) {
        new ProfileFacts(otherSource, family, others);
        Map<String, String> all = new TreeMap<>(facts);
        all.putAll(others);
        return new ProfileFacts(otherSource, family, all);
    }

    /** The prefixes of model ids, in the order of the file. */
    Set<String> prefixes() {
        return list(facts.getOrDefault(PREFIXES, ""));
    }

    ModelProfile profile() {
        return new ModelProfile(
                family,
                choice("text", "clientContent", "realtimeInput").equals("realtimeInput"),
                yes("echoesTypedText"),
                one("toolTurn", ToolTurn.class),
                choice("toolBehavior", "BLOCKING", "NON_BLOCKING"),
                yes("scheduling"),
                yes("gatesMicrophone"),
                one("clientContent", ClientContentUse.class),
                new Seeding(one("seeding", SeedingWay.class), yes("seeding.endsWithUser"), yes("seeding.rich")),
                yes("contextUpdate"),
                one("interrupt", InterruptWay.class),
                yes("kick"),
                yes("turns"),
                yes("responseParts"),
                choice("modality", "AUDIO", "TEXT", "VIDEO"),
                list(fact("voices")),
                limits(),
                new TurnTimes(
                        time("noAnswer"),
                        time("stalled"),
                        time("stalledInProgress"),
                        time("playbackGrace"),
                        time("residuePause"),
                        time("residueLimit"),
                        time("owedAnswer"),
                        time("punctuation"),
                        time("gate")));
    }

    private List<SetupLimit> limits() {
        List<SetupLimit> limits = new ArrayList<>();
        new TreeMap<>(facts).forEach((key, text) -> {
            if (key.startsWith(LIMIT)) {
                limits.addAll(limit(key, text));
            }
        });
        return limits;
    }

    private List<SetupLimit> limit(String key, String text) {
        String path = key.substring(LIMIT.length());
        List<SetupLimit> limits;
        try {
            limits = SetupLimit.parse(path, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + family + "." + key + ": " + e.getMessage(), e);
        }
        boolean lifts = limits.stream().allMatch(limit -> limit.verdict() == SetupLimit.Verdict.OK);
        if (!lifts && !SetupFields.known().paths().contains(path)) {
            throw wrong(key, "the path of a setup field", path);
        }
        return limits;
    }

    private boolean yes(String key) {
        return choice(key, "true", "false").equals("true");
    }

    private String choice(String key, String... allowed) {
        String value = fact(key);
        if (!Arrays.asList(allowed).contains(value)) {
            throw wrong(key, "one of " + Arrays.toString(allowed), value);
        }
        return value;
    }

    /** An enum constant, in its own name or as the wire writes such words: clientContent for CLIENT_CONTENT. */
    private <E extends Enum<E>> E one(String key, Class<E> type) {
        String value = fact(key);
        String constant = value.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> wrong(key, "one of " + List.of(type.getEnumConstants()), value));
    }

    private Duration time(String key) {
        String value = fact(key);
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw wrong(key, "an ISO-8601 duration such as PT1.5S", value);
        }
    }

    private String fact(String key) {
        String value = facts.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    source + ": expected a value of " + key + " for model family " + family + " but there is none");
        }
        return value;
    }

    private IllegalArgumentException wrong(String key, String expected, String value) {
        return new IllegalArgumentException(
                source + ": expected " + expected + " for " + family + "." + key + " but was " + value);
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
