package io.github.camelgeminilive;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: the base package knows tools, tools know sessions, sessions the codec, the codec the protocol;
 * sound and sockets know none of ours. And who may know which library.
 */
class ArchitectureTest {

    private static final String BASE = ArchitectureTest.class.getPackageName();

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** The component without the emulator, which is on the class path of its tests. */
    private static final JavaClasses OURS = ALL.that(not(resideInAPackage(BASE + ".emulator..")));

    private static GivenClassesConjunction classesIn(String name) {
        return noClasses().that().resideInAPackage(BASE + "." + name + "..");
    }

    /** Classes of a package use no class of ours but their own and those of the packages named. */
    private static void mayUse(String name, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = BASE + "." + name + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = BASE + "." + others[i] + "..";
        }
        check(classesIn(name)
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..").and(not(resideInAnyPackage(allowed)))));
    }

    private static void check(ArchRule rule) {
        // a package that has no class yet breaks no rule
        rule.allowEmptyShould(true).check(OURS);
    }

    @Test
    void thereIsSomethingToCheck() {
        for (String name :
                List.of("session", "codec", "protocol", "transport", "audio", "mcp", "auth", "observe", "schema")) {
            assertThat(OURS.stream().anyMatch(c -> c.getPackageName().equals(BASE + "." + name)))
                    .as("classes in %s", name)
                    .isTrue();
        }
    }

    @Test
    void protocolKnowsNoneOfOurs() {
        mayUse("protocol");
    }

    @Test
    void codecKnowsTheProtocolOnly() {
        mayUse("codec", "protocol");
    }

    @Test
    void transportKnowsNoneOfOurs() {
        mayUse("transport");
    }

    @Test
    void authKnowsNoneOfOursAndAloneKnowsGooglesLibrary() {
        mayUse("auth");
        check(noClasses()
                .that()
                .haveNameNotMatching(BASE.replace(".", "\\.") + "\\.auth\\.GoogleTokens(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.auth..", "com.google.api.."));
    }

    @Test
    void audioKnowsNoneOfOurs() {
        mayUse("audio");
    }

    @Test
    void sessionsKnowCodecProtocolAndTheInterfacesOfTransport() {
        mayUse("session", "codec", "protocol", "transport", "setup");
        check(classesIn("session").should().dependOnClassesThat().haveSimpleNameStartingWith("WebSocket"));
    }

    @Test
    void setupFieldsKnowNoneOfOurs() {
        mayUse("setup");
    }

    @Test
    void toolsKnowSessionsAndWhatSessionsKnow() {
        mayUse("tools", "session", "codec", "protocol", "schema");
    }

    @Test
    void schemaKnowsNoneOfOursAndAloneKnowsItsLibraries() {
        mayUse("schema");
        check(noClasses()
                .that(not(resideInAPackage(BASE + ".schema")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.json..", "com.github.victools..", "jakarta.validation.."));
    }

    @Test
    void mcpKnowsToolsOnlyAndNobodyElseKnowsItsSdk() {
        mayUse("mcp", "tools");
        check(noClasses()
                .that(not(resideInAPackage(BASE + ".mcp")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.modelcontextprotocol.."));
        // what the SDK is built on may change
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("reactor..", "org.reactivestreams.."));
    }

    @Test
    void observeKnowsToolsAndAloneKnowsMicrometer() {
        mayUse("observe", "tools", "session");
        // one class, and one that loads it: the rest can be loaded where Micrometer is not
        check(noClasses()
                .that()
                .haveNameNotMatching(BASE.replace(".", "\\.") + "\\.observe\\.MicrometerCallMeters(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer.."));
        check(noClasses()
                .that()
                .haveNameNotMatching(".*\\.(MicrometerCallMeters|MeterLookup)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("MicrometerCallMeters"));
    }

    @Test
    void onlyTheSpanDecoratorKnowsCamelTelemetry() {
        check(noClasses()
                .that()
                .haveSimpleNameNotStartingWith("GeminiLiveSpanDecorator")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.telemetry.."));
        check(noClasses().should().dependOnClassesThat().haveSimpleName("GeminiLiveSpanDecorator"));
    }

    @Test
    void onlyTheComponentMakesSourcesOfTools() {
        // a class that names them can't be loaded where the SDK is not
        check(noClasses()
                .that(not(resideInAPackage(BASE + ".mcp"))
                        .and(not(com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName("AgentTools"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".mcp.."));
    }

    @Test
    void soundKnowsSessionsAndConverters() {
        mayUse("sound", "tools", "session", "codec", "protocol", "audio");
    }

    @Test
    void onlyTheBasePackageKnowsCamel() {
        check(noClasses()
                .that(not(resideInAPackage(BASE)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.."));
    }

    @Test
    void onlyTheTransportAndTheGlueInTheBasePackageKnowVertx() {
        check(noClasses()
                .that(not(resideInAnyPackage(BASE, BASE + ".transport", BASE + ".schema")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.."));
        // its validator reads objects of its own kind
        check(classesIn("schema")
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx..")
                        .and(not(resideInAnyPackage(
                                "io.vertx.json.schema", "io.vertx.core.json", "io.vertx.core.buffer")))));
        // behind the public types, which know no library, WebSocketTransport may have parts of its own
        check(noClasses()
                .that()
                .resideInAPackage(BASE + ".transport")
                .and()
                .arePublic()
                .and()
                .haveSimpleNameNotStartingWith("WebSocket")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.."));
        check(noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx..").and(not(resideInAPackage("io.vertx.core..")))));
    }

    @Test
    void onlyTheCodecAndWhatReadsArgumentsKnowJackson() {
        check(noClasses()
                .that(not(resideInAnyPackage(BASE + ".codec", BASE + ".schema")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.."));
    }

    @Test
    void theEmulatorAndTheComponentKnowNothingOfEachOther() {
        // it speaks raw JSON, so that a mistake in our codec cannot hide behind the same mistake over there
        noClasses()
                .that()
                .resideInAPackage(BASE + ".emulator..")
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..").and(not(resideInAPackage(BASE + ".emulator.."))))
                .allowEmptyShould(true)
                .check(ALL);
        check(noClasses().should().dependOnClassesThat().resideInAPackage(BASE + ".emulator.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
    }
}
