package io.github.camelgeminilive;

import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.ModelProfiles;
import io.github.camelgeminilive.setup.SetupCheck;
import io.github.camelgeminilive.setup.SetupCheck.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setup message that was checked before anything is connected: what the service certainly refuses is refused here,
 * what it may refuse is told.
 *
 * <p>Immutable, thread-safe.
 *
 * @param warnings for people, each naming its option
 */
record CheckedSetup(SetupComposer composer, String backEnd, List<String> warnings) {

    private static final ModelProfiles PROFILES = ModelProfiles.load();

    CheckedSetup {
        warnings = List.copyOf(warnings);
    }

    /**
     * An agent's setup.
     *
     * @param configuration whose texts have been loaded
     * @param declarations the functions that are declared now, in wire form
     * @throws IllegalArgumentException that names every option that can't work
     */
    static CheckedSetup of(
            GeminiLiveConfiguration configuration, BackEnd backEnd, List<Map<String, Object>> declarations) {
        String own = configuration.getModelProfiles();
        ModelProfiles profiles = own == null ? PROFILES : PROFILES.and("Option modelProfiles", own);
        SetupComposer composer = new SetupComposer(configuration, backEnd, profiles);
        return checked(composer, facts(backEnd), declarations);
    }

    /** What the facts call a back end. A version that is newer than they are is taken for the one that has most fields. */
    private static String facts(BackEnd backEnd) {
        if (backEnd.kind().vertex()) {
            return "vertex";
        }
        return backEnd.version().equals("v1beta") ? "v1beta" : "v1alpha";
    }

    private static CheckedSetup checked(
            SetupComposer composer, String backEnd, List<Map<String, Object>> declarations) {
        ModelProfile profile = composer.profile();
        SetupCheck check =
                new SetupCheck(composer.model(), profile.family(), profile.limits(), profile.voices(), backEnd);
        Findings findings = check.check(composer.setup(declarations, true).fields(), composer::sourceOf);
        if (!findings.errors().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", findings.errors()));
        }
        return new CheckedSetup(composer, backEnd, findings.warnings());
    }

    /**
     * The setup of a session that has something of its own.
     *
     * @throws IllegalArgumentException that names every header or field that can't work
     */
    CheckedSetup forSession(SessionOverrides overrides, List<Map<String, Object>> declarations) {
        return overrides.equals(SessionOverrides.NONE)
                ? this
                : checked(composer.forSession(overrides), backEnd, declarations);
    }

    /**
     * Looks whether a set names only functions that there are.
     *
     * @throws IllegalArgumentException that names the first that there is not, and all that there are
     */
    static void checkToolSet(List<String> wanted, List<Map<String, Object>> declarations) {
        TreeSet<String> names = declarations.stream()
                .map(declaration -> String.valueOf(declaration.get("name")))
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "Header CamelGeminiLiveToolSet: expected names of the agent's tools " + names + " but was " + name);
        });
    }

    /**
     * Refuses a tool route that starts when the agent's settings are fixed and that its model can't have.
     *
     * @throws IllegalArgumentException that names the option
     */
    void checkTool(GeminiLiveConfiguration route) {
        String tool = route.getTool();
        if (tool != null) {
            Map<String, Object> declaration = new LinkedHashMap<>(Map.of("name", tool));
            String behavior = route.getBehavior();
            if (behavior != null) {
                declaration.put("behavior", behavior);
            }
            checked(composer, backEnd, List.of(declaration));
        }
    }

    /** What a tool route asks for and will not get, or null. */
    @Nullable
    String toolWarning(GeminiLiveConfiguration route) {
        ModelProfile profile = composer.profile();
        return route.getTool() != null && route.getScheduling() != null && !profile.schedulingAllowed()
                ? "Option scheduling of tool " + route.getTool() + ": model " + composer.model() + " (family "
                        + profile.family() + ") takes no scheduling in answers: it is left out"
                : null;
    }
}
