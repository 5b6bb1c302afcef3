package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.GeminiLiveComponent;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Tokens for browsers and phones: made free or with the setup locked in, and used. */
class EphemeralTokenTest extends Recipe {

    static final class Free extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin token-free
            from("direct:token")
                    .removeHeaders("CamelGeminiLive*") // the caller is outside
                    .to("gemini-live:web?operation=createToken&tokenLock=none"
                            + "&tokenUses=1&tokenNewSessionExpireTime=1m&tokenExpireTime=30m")
                    .log("A token for one session was made");
            // cookbook:end
        }
    }

    static final class Locked extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin token-locked
            from("direct:token")
                    .removeHeaders("CamelGeminiLive*")
                    .to("gemini-live:web?operation=createToken&systemInstruction=You guide visitors.&temperature=0.7")
                    .log("A token that holds the setup was made");
            // cookbook:end
        }
    }

    static final class Used extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin token-used
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:kiosk?apiKey={{ephemeral.token}}")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    private String token = "";

    @InBothLanguages
    void aFreeTokenLeavesTheSetupToTheClient(Dsl dsl) throws Exception {
        cook(dsl, "token-free", new Free(), instructions());
        String made = template().requestBody("direct:token", null, String.class);
        see("token-free");
        assertThat(made).startsWith("auth_tokens/");
        assertThat(askWith(made)).isEqualTo("I am a pirate.");
        // it was for one session
        assertThatThrownBy(() -> askWith(made)).isInstanceOf(CamelExecutionException.class);
    }

    @InBothLanguages
    void aLockedTokenKeepsTheInstructionOfTheServer(Dsl dsl) throws Exception {
        cook(dsl, "token-locked", new Locked(), instructions());
        String made = template().requestBody("direct:token", null, String.class);
        see("token-locked");
        assertThat(askWith(made)).isEqualTo("I guide visitors.");
    }

    @InBothLanguages
    void aTokenIsUsedLikeAKey(Dsl dsl) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gemini().port() + "/v1beta/auth_tokens"))
                .header("x-goog-api-key", "any")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        token = new ObjectMapper().readTree(answer).path("name").asText();
        cook(
                dsl,
                "token-used",
                new Used(),
                Scenario.create().onText("where am I").say("In the museum."));
        send("direct:ask", "Where am I?");
        see("token-used");
        assertThat(gemini().connection(1).path()).contains("BidiGenerateContentConstrained");
    }

    @Override
    void properties(CamelContext context) {
        context.getPropertiesComponent().addInitialProperty("ephemeral.token", token);
    }

    /** What a model says of its instruction. */
    private static Scenario instructions() {
        return Scenario.create()
                .onText("who are you")
                .whenInstruction("guide visitors")
                .anytime()
                .say("I guide visitors.")
                .onText("who are you")
                .whenInstruction("pirate")
                .anytime()
                .say("I am a pirate.");
    }

    /** A client with an instruction of its own, as a browser would be. */
    private String askWith(String made) throws Exception {
        try (CamelContext browser = new DefaultCamelContext()) {
            GeminiLiveComponent component = new GeminiLiveComponent();
            component.getConfiguration().setHost(gemini().uri().toString());
            component.getConfiguration().setApiKey(made);
            browser.addComponent("gemini-live", component);
            browser.start();
            return browser.createProducerTemplate()
                    .requestBody(
                            "gemini-live:browser?systemInstruction=You are a pirate.", "Who are you?", String.class);
        }
    }
}
