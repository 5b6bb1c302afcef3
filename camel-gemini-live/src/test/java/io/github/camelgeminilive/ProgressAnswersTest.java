package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Drop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers from inside a running route, long after its end, and from other routes. */
class ProgressAnswersTest extends LiveRouteTest {

    private static final String ANSWER = "gemini-live:bob?operation=toolResponse";

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setApiKey(null);
    }

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("search")
                        .anytime()
                        .callTool("fc-1", "search", Map.of())
                        .say("I found {{search.output}}."));
    }

    private static String tool(String more) {
        return "gemini-live:bob?apiKey=" + KEY + "&tool=search&description=Searches" + more;
    }

    private CompletableFuture<Exchange> ask() {
        return template.asyncSend("gemini-live:bob", e -> {
            e.setPattern(ExchangePattern.InOut);
            e.getMessage().setBody("Search!");
        });
    }

    private JsonNode nextAnswer() {
        return emulator().takeFrame("toolResponse", PATIENCE).at("/toolResponse/functionResponses/0");
    }

    private static String text(CompletableFuture<Exchange> asked) throws Exception {
        Exchange exchange = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void whatARunningRouteSendsDoesNotChangeHowItsOwnAnswerIsTold() throws Exception {
        routes(rb -> rb.from(tool(""))
                .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true))
                .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, rb.constant("silent"))
                .setBody(rb.constant("half"))
                .to(ANSWER)
                .to("mock:after")
                .setBody(rb.constant("it")));
        assertThat(text(ask())).isEqualTo("I found it.");
        JsonNode half = nextAnswer();
        assertThat(half.at("/willContinue").asBoolean()).isTrue();
        assertThat(half.at("/scheduling").asText()).isEqualTo("SILENT");
        assertThat(half.at("/response/output").asText()).isEqualTo("half");
        JsonNode last = nextAnswer();
        assertThat(last.has("willContinue")).isFalse();
        assertThat(last.has("scheduling")).isFalse();
        assertThat(getMockEndpoint("mock:after")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders())
                .doesNotContainKeys(GeminiLiveConstants.TOOL_WILL_CONTINUE, GeminiLiveConstants.TOOL_SCHEDULING);
    }

    @Test
    void progressTakesTheTimeLimitAway() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        routes(rb -> rb.from(tool("&toolTimeout=400"))
                .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true))
                .setBody(rb.constant("half"))
                .to(ANSWER)
                .process(e -> assertThat(late.await(20, TimeUnit.SECONDS)).isTrue())
                .setBody(rb.constant("it")));
        CompletableFuture<Exchange> asked = ask();
        nextAnswer();
        component().runtime().clock().schedule(late::countDown, TimeUnit.MILLISECONDS.toNanos(800));
        assertThat(nextAnswer().at("/response/output").asText())
                .as("no answer says that time was up")
                .isEqualTo("it");
        assertThat(text(asked)).isEqualTo("I found it.");
    }

    @Test
    void anotherRouteAnswersLongAfterTheToolRouteHasEnded() throws Exception {
        routes(rb -> {
            rb.from(tool("&toolTimeout=200"))
                    .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true))
                    .to("mock:queue");
            rb.from("direct:approved").setBody(rb.constant("approval")).to(ANSWER);
        });
        getMockEndpoint("mock:queue").expectedMessageCount(1);
        CompletableFuture<Exchange> asked = ask();
        JsonNode first = nextAnswer();
        assertThat(first.at("/response/output").asText())
                .as("nothing is done yet")
                .isEqualTo("in progress");
        assertThat(first.at("/willContinue").asBoolean()).isTrue();
        getMockEndpoint("mock:queue").assertIsSatisfied();
        await("the end of the tool route", () -> context.getInflightRepository().size() <= 1);
        assertThat(session("bob", "default").live().status().openCalls()).isEqualTo(1);
        Map<String, Object> headers =
                getMockEndpoint("mock:queue").getExchanges().get(0).getMessage().getHeaders();
        template.sendBodyAndHeaders(
                "direct:approved",
                "",
                Map.of(
                        GeminiLiveConstants.TOOL_CALL_ID,
                        headers.get(GeminiLiveConstants.TOOL_CALL_ID),
                        GeminiLiveConstants.SESSION_ID,
                        headers.get(GeminiLiveConstants.SESSION_ID)));
        assertThat(nextAnswer().at("/response/output").asText()).isEqualTo("approval");
        assertThat(text(asked)).isEqualTo("I found approval.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "null"})
    void answersByHandWithoutContentSayDone(String body) throws Exception {
        routes(rb -> rb.from(tool("&toolMode=manual")).to("mock:none"));
        CompletableFuture<Exchange> asked = ask();
        await(
                "the call",
                () -> emulator().frames().stream().anyMatch(frame -> frame.has("toolCall"))
                        && session("bob", "default").live().status().openCalls() == 1);
        Object sent = body.equals("{}") ? Map.of() : body.equals("null") ? null : body;
        assertThat(send(ANSWER, sent, Map.of(GeminiLiveConstants.TOOL_CALL_ID, "fc-1"))
                        .getException())
                .isNull();
        assertThat(nextAnswer().at("/response/output").asText()).isEqualTo("done");
        assertThat(text(asked)).isEqualTo("I found done.");
    }

    @Test
    void schedulingThatIsNoneIsRefused() throws Exception {
        routes(rb -> rb.from(tool("")).to("mock:none"));
        Exchange refused = send(
                ANSWER,
                "x",
                Map.of(GeminiLiveConstants.TOOL_CALL_ID, "fc-1", GeminiLiveConstants.TOOL_SCHEDULING, "LATER"));
        assertThat(failure(IllegalArgumentException.class, refused.getException()))
                .hasMessageContaining("expected INTERRUPT, WHEN_IDLE or SILENT")
                .hasMessageContaining("LATER");
    }

    @Test
    void vertexIsSentTheLastAnswerOnly() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?project=p&location=us-central1&accessToken=any&tool=search"
                        + "&description=Searches")
                .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true))
                .setBody(rb.constant("half"))
                .to(ANSWER)
                .setBody(rb.constant("it")));
        assertThat(text(ask())).isEqualTo("I found it.");
        List<Frame> answers = emulator().frames().stream()
                .filter(frame -> frame.has("toolResponse"))
                .toList();
        assertThat(answers).hasSize(1);
        assertThat(session("bob", "default").live().counters().drops(Drop.progressAnswer))
                .isEqualTo(1);
    }
}
