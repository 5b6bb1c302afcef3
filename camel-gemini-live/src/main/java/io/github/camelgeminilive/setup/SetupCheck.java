package io.github.camelgeminilive.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole setup message before anything is connected: every field against what we know of it, then against what
 * the model's family and the back end do not take.
 *
 * <p>Immutable, thread-safe.
 *
 * @param model for messages to people
 * @param family for messages to people
 * @param limits of the family
 * @param voices that the family has, empty if that is not known
 * @param backEnd {@code v1beta}, {@code v1alpha} or {@code vertex}
 */
public record SetupCheck(String model, String family, List<SetupLimit> limits, Set<String> voices, String backEnd) {

    private static final String VOICE = "generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName";
    private static final String TRIGGER = "contextWindowCompression.triggerTokens";
    private static final String TARGET = "contextWindowCompression.slidingWindow.targetTokens";

    /**
     * What was found.
     *
     * @param errors the service certainly refuses the message
     * @param warnings it may refuse or ignore something
     */
    public record Findings(List<String> errors, List<String> warnings) {

        public Findings {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Checks a message.
     *
     * @param optionOf what set a path, in words: Option voice
     */
    public Findings check(Map<String, Object> message, Function<String, String> optionOf) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Map<String, List<Object>> values = new LinkedHashMap<>();
        Set<String> lifted = limits.stream()
                .filter(limit -> limit.verdict() == SetupLimit.Verdict.OK)
                .map(SetupLimit::path)
                .collect(Collectors.toSet());
        SetupFields fields = SetupFields.known();
        walk("", message, (path, value) -> {
            SetupField field = fields.field(path);
            List<Object> all = values.computeIfAbsent(path, p -> new ArrayList<>());
            if (value instanceof List<?> items) {
                all.addAll(items);
            } else if (value != null) {
                all.add(value);
            }
            if (lifted.contains(path)) {
                return field != null && field.nested();
            }
            String option = optionOf.apply(path);
            if (field == null) {
                warnings.add(option + ": expected a setup field that we know but " + path + " is none"
                        + near(fields.nearest(path)) + "; it is sent as it is");
                return false;
            }
            String problem = field.problem(value);
            if (problem != null) {
                errors.add(option + ": " + problem + lift(path));
                return false;
            }
            if (!field.knownTo(backEnd)) {
                errors.add(option + ": expected back end "
                        + String.join(" or ", field.backEnds().stream().sorted().toList()) + " for the setup field "
                        + path + " but it is " + backEnd + lift(path));
                return false;
            }
            return field.nested();
        });
        for (SetupLimit limit : limits) {
            boolean hit = !lifted.contains(limit.path()) && limit.fits(values, backEnd);
            if (hit && limit.verdict() == SetupLimit.Verdict.ERROR) {
                errors.add(refusal(limit, optionOf) + lift(limit.path()));
            } else if (hit && limit.verdict() == SetupLimit.Verdict.WARNING) {
                warnings.add(refusal(limit, optionOf));
            }
        }
        voice(values, lifted, optionOf, errors);
        compression(values, optionOf, errors);
        return new Findings(
                errors.stream().distinct().toList(),
                warnings.stream().distinct().toList());
    }

    private String refusal(SetupLimit limit, Function<String, String> optionOf) {
        boolean certain = limit.verdict() == SetupLimit.Verdict.ERROR;
        String verb = limit.condition() == SetupLimit.Condition.MISSING
                ? "needs it"
                : (certain ? "refuses " : "may refuse or ignore ")
                        + (limit.condition() == SetupLimit.Condition.IS ? limit.words() : "it");
        return optionOf.apply(limit.path()) + ": model " + model + " (family " + family + ", " + backEnd + ") " + verb
                + ": " + limit.reason();
    }

    private void voice(
            Map<String, List<Object>> values,
            Set<String> lifted,
            Function<String, String> optionOf,
            List<String> errors) {
        if (voices.isEmpty() || lifted.contains(VOICE)) {
            return;
        }
        for (Object voice : values.getOrDefault(VOICE, List.of())) {
            if (!voices.contains(String.valueOf(voice))) {
                errors.add(optionOf.apply(VOICE) + ": expected one of the voices of family " + family + ", "
                        + voices.stream().sorted().collect(Collectors.joining(", ")) + ", but was " + voice
                        + "; case matters" + lift(VOICE));
            }
        }
    }

    private static void compression(
            Map<String, List<Object>> values, Function<String, String> optionOf, List<String> errors) {
        Long trigger = whole(values.get(TRIGGER));
        Long target = whole(values.get(TARGET));
        if (trigger != null && target != null && trigger <= target) {
            errors.add(optionOf.apply(TRIGGER) + ": expected more than " + target + " (" + optionOf.apply(TARGET)
                    + ") but was " + trigger);
        }
    }

    private static @Nullable Long whole(@Nullable List<Object> values) {
        try {
            return values == null ? null : (Long) Long.parseLong(String.valueOf(values.get(0)));
        } catch (NumberFormatException e) {
            // its type says so
            return null;
        }
    }

    private static String near(List<String> paths) {
        return paths.isEmpty() ? "" : " (near: " + String.join(", ", paths) + ")";
    }

    private static String lift(String path) {
        return "; profile.limit." + path + "=ok sends it all the same";
    }

    /** Sees every field; its answer says whether to go deeper. */
    private interface Visitor {
        boolean visit(String path, @Nullable Object value);
    }

    private static void walk(String prefix, Map<?, ?> object, Visitor visitor) {
        object.forEach((name, value) -> {
            String path = prefix + name;
            if (visitor.visit(path, value)) {
                List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
                items.forEach(item -> {
                    if (item instanceof Map<?, ?> nested) {
                        walk(path + ".", nested, visitor);
                    }
                });
            }
        });
    }
}
