package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent is what its started members say it is, and they must not contradict each other. */
class AgentMembersTest extends LiveRouteTest {

    private static final String VOICE =
            "/setup/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName";

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setVoice("Kore");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getPropertiesComponent().addInitialProperty("the.voice", "Puck");
        created.getPropertiesComponent().addInitialProperty("the.timeout", "10s");
        bind(created, Map.of("agents[alice].voice", "Charon", "agents[alice].temperature", "0.5"));
        return created;
    }

    /** As camel-main and Spring Boot do with camel.component.gemini-live. */
    private static void bind(CamelContext context, Map<String, Object> options) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(context.getComponent("gemini-live"))
                .withProperties(new LinkedHashMap<>(options))
                .withMandatory(true)
                .bind();
    }

    @Test
    void differingSettingsAreRefusedWithTheOptionAndBothUris() {
        Throwable thrown = catchThrowable(() -> routes(rb -> {
            rb.from("direct:a").to("gemini-live:bob?voice=Puck&apiKey=secret-one");
            rb.from("direct:b").to("gemini-live:bob?voice=Zephyr&apiKey=secret-one");
        }));
        assertThat(failure(IllegalArgumentException.class, thrown))
                .hasMessageContaining("option voice for agent bob")
                .hasMessageContaining("voice=Puck")
                .hasMessageContaining("voice=Zephyr")
                .hasMessageNotContaining("secret-one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            voice=Puck                  | voice={{the.voice}}
            connectTimeout=10s          | connectTimeout=10000
            connectTimeout={{the.timeout}} | connectTimeout=10000ms
            temperature=0.5             | temperature=0.50
            systemInstruction=Be brief. | systemInstruction=resource:classpath:instructions/brief.txt
            setup.proactivity.proactiveAudio=true | setup.proactivity.proactiveAudio=true
            """)
    void equalSettingsInOtherWordsAreAccepted(String one, String other) throws Exception {
        routes(rb -> {
            rb.from("direct:a").to("gemini-live:bob?" + one);
            rb.from("direct:b").to("gemini-live:bob?" + other);
            rb.from("gemini-live:bob?" + one).to("mock:events");
        });
        assertThat(agent("bob").name()).isEqualTo("bob");
    }

    @Test
    void dynamicEndpointWithAnotherSettingFailsItsExchangeOnly() throws Exception {
        routes(rb -> {
            rb.from("direct:say").to("gemini-live:bob?voice=Puck");
            rb.from("direct:dynamic").toD("gemini-live:bob?voice=${header.voice}");
        });
        assertThat(send("direct:dynamic", "hello", Map.of("voice", "Puck")).getException())
                .isNull();
        Exchange differs = send("direct:dynamic", "hello", Map.of("voice", "Zephyr"));
        assertThat(failure(IllegalArgumentException.class, differs.getException()))
                .hasMessageContaining("option voice")
                .hasMessageContaining("voice=Zephyr");
        assertThat(send("direct:say", "hello", Map.of()).getException()).isNull();
        assertThat(send("direct:dynamic", "hello", Map.of("voice", "Puck")).getException())
                .isNull();
        assertThat(emulator().connections()).isEqualTo(1);
    }

    @Test
    void reloadedOnlyRouteMayHaveAnotherVoice() throws Exception {
        for (String voice : new String[] {"Puck", "Zephyr", "Puck"}) {
            routes(rb -> rb.from("direct:only").routeId("only").to("gemini-live:bob?voice=" + voice));
            assertThat(send("direct:only", "hello", Map.of()).getException()).isNull();
            assertThat(emulator().takeFrame("setup", PATIENCE).at(VOICE).asText())
                    .isEqualTo(voice);
            remove("only");
        }
        assertThat(emulator().connections()).isEqualTo(3);
    }

    @Test
    void reloadedRouteBesideAnotherLeavesNoFalseConflict() throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?events=text").to("mock:heard");
            rb.from("direct:say").routeId("say").to("gemini-live:bob?voice=Puck");
        });
        // nothing is frozen yet, and the endpoint with Puck is still in the registry
        remove("say");
        LambdaRouteBuilder reloaded = rb -> rb.from("direct:say").routeId("say").to("gemini-live:bob?voice=Zephyr");
        routes(reloaded);
        assertThat(send("direct:say", "hello", Map.of()).getException()).isNull();
        assertThat(emulator().takeFrame("setup", PATIENCE).at(VOICE).asText()).isEqualTo("Zephyr");
        // frozen now: the same voice comes back, another does not
        remove("say");
        routes(reloaded);
        assertThat(send("direct:say", "hello", Map.of()).getException()).isNull();
        assertThat(emulator().connections()).isEqualTo(1);
        remove("say");
        Throwable thrown = catchThrowable(
                () -> routes(rb -> rb.from("direct:say").routeId("say").to("gemini-live:bob?voice=Puck")));
        assertThat(failure(IllegalArgumentException.class, thrown))
                .hasMessageContaining("option voice that agent bob has since its first session")
                .hasMessageContaining("voice=Puck");
    }

    @Test
    void endpointWinsOverAgentsAndAgentsOverComponent() {
        send("gemini-live:bob?operation=open", null, Map.of());
        assertThat(emulator().takeFrame("setup", PATIENCE).at(VOICE).asText()).isEqualTo("Kore");
        send("gemini-live:alice?operation=open", null, Map.of());
        var alice = emulator().takeFrame("setup", PATIENCE);
        assertThat(alice.at(VOICE).asText()).isEqualTo("Charon");
        assertThat(alice.at("/setup/generationConfig/temperature").asDouble()).isEqualTo(0.5);
    }

    @Test
    void endpointWinsOverTheAgentsOption() {
        send("gemini-live:alice?operation=open&voice=Puck", null, Map.of());
        var setup = emulator().takeFrame("setup", PATIENCE);
        assertThat(setup.at(VOICE).asText()).isEqualTo("Puck");
        assertThat(setup.at("/setup/generationConfig/temperature").asDouble()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labels.team=a   | labels.team=b
            profile.kick=true | profile.kick=false
            setup.generationConfig.topK=1 | setup.generationConfig.topK=2
            """)
    void aFieldThatTwoMembersSayDifferentlyIsRefusedByName(String one, String other) {
        Throwable thrown = catchThrowable(() -> routes(rb -> {
            rb.from("direct:a").to("gemini-live:bob?" + one);
            rb.from("direct:b").to("gemini-live:bob?" + other);
        }));
        assertThat(failure(IllegalArgumentException.class, thrown))
                .hasMessageContaining("option " + one.substring(0, one.indexOf('=')) + " for agent bob");
    }

    @Test
    void fieldsOfMapsComeTogetherFromEverywhere() throws Exception {
        bind(
                context,
                Map.of(
                        "configuration.labels[from]", "component",
                        "configuration.labels[team]", "component",
                        "configuration.setup[generationConfig.topK]", "1",
                        "configuration.setup[generationConfig.topP]", "0.1",
                        "agents[carol].labels[team]", "agents",
                        "agents[carol].labels[floor]", "agents",
                        "agents[carol].setup[generationConfig.topK]", "2",
                        "agents[carol].profile[limit.labels]", "ok"));
        routes(rb -> {
            rb.from("direct:a").to("gemini-live:carol?labels.floor=first&profile.kick=true");
            rb.from("direct:b").to("gemini-live:carol?operation=open&labels.room=12b&profile.gate=PT1S");
        });
        assertThat(send("direct:b", null, Map.of()).getException()).isNull();
        var setup = emulator().takeFrame("setup", PATIENCE).at("/setup");
        assertThat(setup.at("/labels").toString())
                .contains("\"from\":\"component\"")
                .contains("\"team\":\"agents\"")
                .contains("\"floor\":\"first\"")
                .contains("\"room\":\"12b\"");
        assertThat(setup.at("/generationConfig/topK").asInt()).isEqualTo(2);
        assertThat(setup.at("/generationConfig/topP").asDouble()).isEqualTo(0.1);
        assertThat(new AgentMembers("carol", component()).effective().getProfile())
                .containsOnlyKeys("limit.labels");
    }

    @Test
    void optionsOfOtherAgentsAreTheirOwn() throws Exception {
        routes(rb -> {
            rb.from("direct:a").to("gemini-live:a?voice=Puck");
            rb.from("direct:b").to("gemini-live:b?voice=Zephyr");
        });
        assertThat(component().directory().agents()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from | gemini-live:bob?voise=Kore             | voise
            to   | gemini-live:bob?voise=Kore             | voise
            from | gemini-live:bob?tool=t&events=audio    | tool and events
            to   | gemini-live:bob?tool=t&events=audio    | tool and events
            from | gemini-live:bob?operation=text         | operation
            from | gemini-live:bob?tool=t&operation=text  | tool and operation
            to   | gemini-live:bob?tool=t                 | tool
            to   | gemini-live:bob?events=audio           | events
            from | gemini-live:bob?events=audio,noise     | 'noise'
            to   | gemini-live:*                          | * serves tools only
            to   | gemini-live:bob/builder                | bob/builder
            to   | gemini-live:bob?operation=sing         | sing
            to   | gemini-live:bob?connectTimeout=soon    | soon
            """)
    void whatCannotWorkIsRefusedWhenTheRouteIsMade(String role, String uri, String named) {
        Throwable thrown = catchThrowable(() -> routes(rb -> {
            if ("from".equals(role)) {
                rb.from(uri).to("mock:never");
            } else {
                rb.from("direct:never").to(uri);
            }
        }));
        assertThat(thrown).isNotNull();
        StringBuilder messages = new StringBuilder();
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            messages.append(at.getMessage()).append('\n');
        }
        assertThat(messages.toString()).contains(named);
    }

    @Test
    void unknownOptionOfAnAgentIsRefused() {
        Throwable thrown = catchThrowable(() -> bind(context, Map.of("agents[carol].voise", "Kore")));
        assertThat(thrown).hasStackTraceContaining("voise");
    }

    @Test
    void pollingIsRefusedWithAHintAtRequestAndReply() throws Exception {
        routes(rb -> rb.from("direct:poll").pollEnrich("gemini-live:bob", 1_000).to("mock:polled"));
        Exchange polled = send("direct:poll", "hello", Map.of());
        assertThat(polled.getException())
                .hasStackTraceContaining("can't be polled")
                .hasStackTraceContaining("ExchangePattern.InOut");
    }

    private void remove(String routeId) throws Exception {
        context.getRouteController().stopRoute(routeId);
        assertThat(context.removeRoute(routeId)).isTrue();
    }
}
