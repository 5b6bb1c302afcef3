package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Acts;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.TurnEnd;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A typed question, calls and the spoken answer, in the shape that each family gives to such a turn (T6, T8): the answer is
 * the reply, in one turn of ours, which ends once.
 */
class ToolTurnShapesTest extends LiveRouteTest {

    private static final String ON_VERTEX = "&project=p&location=us-central1&accessToken=any";

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setApiKey(null);
    }

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .retiredModels(true)
                .scenario(Scenario.create()
                        .onText("weather")
                        .anytime()
                        .callTool("weather", Map.of("city", "Oslo"))
                        .say("It has {{weather.degrees}} degrees.")
                        .onText("both")
                        .anytime()
                        .callTools(
                                Acts.call("weather", Map.of("city", "Oslo"), null),
                                Acts.call("weather", Map.of("city", "Rome"), null))
                        .say("Both have {{response.degrees}} degrees.")
                        .onText("one after the other")
                        .anytime()
                        .callTool("weather", Map.of("city", "Oslo"))
                        .callTool("weather", Map.of("city", "Rome"))
                        .say("Rome has {{response.degrees}} degrees.")
                        .onText("think")
                        .anytime()
                        .say("Let me see.")
                        .callTool("weather", Map.of("city", "Oslo"))
                        .say("It has {{weather.degrees}} degrees.")
                        .otherwise()
                        .say("Hm."));
    }

    /** Ends of the wire's turns for a question with one call: the one with the answer, and an empty one before it. */
    @ParameterizedTest
    @CsvSource({
        "gemini-2.0-flash-live-001,,1",
        "gemini-live-2.5-flash-preview,,1",
        "gemini-2.5-flash-native-audio-preview-12-2025,,1",
        "gemini-2.5-flash-native-audio-preview-12-2025,&behavior=NON_BLOCKING,2",
        "gemini-3.1-flash-live-preview,,1",
        "gemini-3.8-live,,2",
        "gemini-3.8-live,&behavior=BLOCKING,2",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low,2",
        "gemini-robotics-er-2-streaming-preview,,1",
        "gemini-live-2.5-flash," + ON_VERTEX + ",2",
        "gemini-live-2.5-flash-native-audio," + ON_VERTEX + ",1",
        "gemini-3.8-live," + ON_VERTEX + ",2",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low" + ON_VERTEX + ",2"
    })
    void theSpokenAnswerIsTheReplyAndTheTurnEndsOnce(String model, String options, int ends) throws Exception {
        String more = (options == null ? "" : options)
                + (options != null && options.contains("project") ? "" : "&apiKey=" + KEY);
        String agent = "gemini-live:bob?model=" + model + more.replaceAll("&behavior=[A-Z_]*", "");
        String behavior = more.contains("behavior") ? more.replaceAll(".*(&behavior=[A-Z_]*).*", "$1") : "";
        routes(rb -> {
            rb.from(agent + "&tool=weather&description=The weather&parameter.city=string" + behavior)
                    .setBody(e -> Map.of(
                            "degrees",
                            e.getMessage().getBody(Map.class).get("city").equals("Oslo") ? 4 : 21));
            rb.from("gemini-live:bob?events=turnComplete,toolCall").to("mock:events");
        });

        LiveReply first = ask("What is the weather?");
        assertThat(first.text()).isEqualTo("It has 4 degrees.");
        assertThat(first.turn()).isEqualTo(1);
        assertThat(first.ended()).isEqualTo(TurnEnd.complete);
        assertThat(first.calls()).hasSize(1);
        assertThat(turnCompletesOnTheWire()).isEqualTo(ends);

        LiveReply both = ask("Both, please.");
        assertThat(both.text()).startsWith("Both have");
        assertThat(both.turn()).isEqualTo(2);
        assertThat(both.calls()).hasSize(2);

        LiveReply sequence = ask("One after the other.");
        assertThat(sequence.text()).isEqualTo("Rome has 21 degrees.");
        assertThat(sequence.turn()).isEqualTo(3);
        assertThat(sequence.calls()).hasSize(2);

        LiveReply thought = ask("Think.");
        assertThat(thought.text()).contains("It has 4 degrees.");
        assertThat(thought.turn()).isEqualTo(4);

        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(10);
        events.assertIsSatisfied();
        assertThat(events.getExchanges().stream().map(ToolTurnShapesTest::line))
                .isEqualTo(List.of(
                        "toolCall 1",
                        "turnComplete 1",
                        "toolCall 2",
                        "toolCall 2",
                        "turnComplete 2",
                        "toolCall 3",
                        "toolCall 3",
                        "turnComplete 3",
                        "toolCall 4",
                        "turnComplete 4"));
        assertThat(emulator().problems()).isEmpty();
    }

    private LiveReply ask(String text) {
        Exchange answer = template.request(
                "gemini-live:bob?reply=full", e -> e.getMessage().setBody(text));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(LiveReply.class);
    }

    private long turnCompletesOnTheWire() {
        return emulator().frames().stream()
                .filter(frame -> frame.direction() == Frame.Direction.SERVER)
                .filter(frame -> frame.at("/serverContent/turnComplete").asBoolean())
                .count();
    }

    private static String line(Exchange event) {
        return event.getMessage().getHeader(GeminiLiveConstants.EVENT) + " "
                + event.getMessage().getHeader(GeminiLiveConstants.TURN);
    }
}
