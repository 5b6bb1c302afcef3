package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** When a setup that can't work is refused, and where its texts come from. */
class SetupAtStartTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    @Test
    void agentThatCannotWorkFailsTheStartOfTheContextAndNamesTheOption() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(other, rb -> {
                rb.from("direct:say").to("gemini-live:bob?thinkingLevel=LOW&apiKey=k");
                rb.from("gemini-live:bob?tool=lights&description=Lights").to("mock:lights");
            });
            assertThatThrownBy(other::start)
                    .hasStackTraceContaining(
                            "Agent bob can't work: Option thinkingLevel: model models/gemini-3.8-live");
        }
    }

    @Test
    void optionsOfOneAgentAreCheckedTogetherAndNotRouteByRoute() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(other, rb -> {
                rb.from("gemini-live:bob?events=text&thinkingLevel=LOW").to("mock:text");
                rb.from("direct:say").to("gemini-live:bob?model=gemini-3.8-live-extended-thinking&apiKey=k");
            });
            other.start();
            assertThat(other.isStarted()).isTrue();
        }
    }

    @Test
    void valueThatIsWrongEverywhereFailsTheRouteThatSaysIt() {
        assertThat(catchThrowable(() -> routes(rb -> rb.from("direct:say").to("gemini-live:bob?temperature=3"))))
                .hasStackTraceContaining("Option temperature: expected 0 to 2 but was 3");
    }

    @Test
    void agentThatStartedLaterIsRefusedAtItsFirstMessageBeforeAnyConnection() throws Exception {
        routes(rb -> rb.from("direct:say").to("gemini-live:bob?voice=kore"));
        Exchange sent = send("direct:say", "hello", Map.of());
        assertThat(sent.getException())
                .hasStackTraceContaining("Option voice: expected one of the voices of family 3.8")
                .hasStackTraceContaining("but was kore; case matters");
        assertThat(emulator().connections()).isZero();
        assertThat(agent("bob").health().up()).isFalse();
    }

    @Test
    void toolRouteThatTheModelCannotHaveFailsToStartBesideASession() throws Exception {
        routes(rb -> rb.from("direct:say")
                .to("gemini-live:bob?operation=open&model=gemini-3.8-live-extended-thinking&thinkingLevel=LOW"));
        assertThat(send("direct:say", null, Map.of()).getException()).isNull();
        assertThat(catchThrowable(
                        () -> routes(rb -> rb.from("gemini-live:bob?tool=lights&description=Lights&behavior=BLOCKING")
                                .to("mock:lights"))))
                .hasStackTraceContaining("Option behavior of a tool route")
                .hasStackTraceContaining("refuses BLOCKING: its calls never block");
    }

    @Test
    void familiesOfTheUsersComeFromAResource() throws Exception {
        routes(rb -> rb.from("direct:say")
                .to("gemini-live:bob?model=house-live-1&modelProfiles=resource:classpath:setup/families.properties"
                        + "&voice=Clara"));
        assertThat(send("direct:say", "hello", Map.of()).getException())
                .hasStackTraceContaining("Option voice: expected one of the voices of family house, Anna, Ben,");
    }

    @Test
    void textsComeFromResourcesAndPlaceholders() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("who", "You are the {{who.else}}.");
        properties.setProperty("who.else", "concierge");
        properties.setProperty("team", "support");
        context.getPropertiesComponent().setOverrideProperties(properties);
        routes(rb -> rb.from("direct:say")
                .to("gemini-live:bob?operation=open&systemInstruction={{who}}&labels.team={{team}}"
                        + "&setupJson=resource:classpath:instructions/setup.json"));
        assertThat(send("direct:say", null, Map.of()).getException()).isNull();
        var setup = emulator().takeFrame("setup", PATIENCE).at("/setup");
        assertThat(setup.at("/systemInstruction/parts/0/text").asText()).isEqualTo("You are the concierge.");
        assertThat(setup.at("/labels/team").asText()).isEqualTo("support");
        assertThat(setup.at("/generationConfig/topP").asDouble()).isEqualTo(0.5);
    }

    @Test
    void everyTextOptionMayHoldPlaceholders() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("hi", "Greet the caller.");
        properties.setProperty("dir", "classpath:setup");
        properties.setProperty("json", "instructions/setup");
        context.getPropertiesComponent().setOverrideProperties(properties);
        routes(rb -> rb.from("direct:say")
                .to("gemini-live:bob?operation=open&greeting={{hi}}&history=resource:{{dir}}/history.json"
                        + "&modelProfiles=resource:{{dir}}/families.properties"
                        + "&setupJson=resource:classpath:{{json}}.json"));
        assertThat(send("direct:say", null, Map.of()).getException()).isNull();
        assertThat(emulator()
                        .takeFrame("setup", PATIENCE)
                        .at("/setup/generationConfig/topP")
                        .asDouble())
                .isEqualTo(0.5);
        String history = emulator().takeFrame("clientContent", PATIENCE).text();
        String greeting = emulator().takeFrame("clientContent", PATIENCE).text();
        assertThat(history).doesNotContain("Greet the caller.").contains("\"turns\"");
        assertThat(greeting).contains("Greet the caller.");
    }

    @Test
    void everyTextOptionMayBeAResource() {
        GeminiLiveConfiguration configuration = component().getConfiguration();
        configuration.setSystemInstruction("resource:classpath:instructions/brief.txt");
        configuration.setGreeting("classpath:instructions/brief.txt");
        configuration.setHistory("resource:classpath:setup/history.json");
        configuration.setSetupJson("resource:classpath:instructions/setup.json");
        configuration.setModelProfiles("resource:classpath:setup/families.properties");
        GeminiLiveConfiguration effective = new AgentMembers("bob", component()).effective();
        assertThat(effective.getSystemInstruction()).startsWith("Be brief.");
        assertThat(effective.getGreeting()).startsWith("Be brief.");
        assertThat(effective.getHistory()).contains("I am Ada.");
        assertThat(effective.getSetupJson()).contains("topP");
        assertThat(effective.getModelProfiles()).contains("house.like=3.1");
    }
}
