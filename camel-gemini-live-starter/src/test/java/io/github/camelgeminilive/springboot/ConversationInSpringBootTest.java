package io.github.camelgeminilive.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A whole application: properties configure the agent, a route asks, another route is a function. */
@CamelSpringBootTest
@SpringBootTest(
        properties = {
            "camel.component.gemini-live.api-key=any",
            "camel.component.gemini-live.agents[weather].model=gemini-2.5-flash-native-audio-latest",
            "camel.component.gemini-live.agents[weather].system-instruction=Answer briefly."
        })
class ConversationInSpringBootTest {

    private static final LiveEmulator EMULATOR = LiveEmulator.builder()
            .scenario(Scenario.create()
                    .expectSetup(setup -> {
                        assertThat(setup.at("/model").asText()).contains("2.5");
                        assertThat(setup.at("/systemInstruction/parts/0/text").asText())
                                .isEqualTo("Answer briefly.");
                    })
                    .onText("weather in oslo")
                    .callTool("get_weather", Map.of("city", "Oslo"))
                    .say("It is {{get_weather.degrees}} degrees."))
            .start();

    @Autowired
    ProducerTemplate template;

    @DynamicPropertySource
    static void host(DynamicPropertyRegistry registry) {
        registry.add("camel.component.gemini-live.host", () -> EMULATOR.uri().toString());
    }

    @AfterAll
    static void closeEmulator() {
        EMULATOR.close();
    }

    @Test
    void aQuestionIsAnsweredWithTheHelpOfARoute() {
        assertThat(template.requestBody("direct:ask", "What is the weather in Oslo?"))
                .isEqualTo("It is 4 degrees.");
        EMULATOR.verify();
    }

    @Configuration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").to("gemini-live:weather");
                    from("gemini-live:weather?tool=get_weather&description=The weather of a city&parameter.city=string")
                            .setBody(constant(Map.of("degrees", 4)));
                }
            };
        }
    }
}
