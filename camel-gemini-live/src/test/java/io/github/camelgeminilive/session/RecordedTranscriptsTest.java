package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transcripts of protocol section 9, frame by frame, and the events that have to come of them. */
class RecordedTranscriptsTest {

    /** 2 samples. */
    private static final String SOUND = "{'inlineData':{'mimeType':'audio/pcm;rate=24000','data':'AAABAA=='}}";

    private static final String USAGE =
            "'usageMetadata':{'promptTokenCount':1131,'responseTokenCount':26,'totalTokenCount':1157}";

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38})
    void section91TextTurnWithSpokenAnswer(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.wire("{'sessionResumptionUpdate':{'newHandle':'h-1','resumable':true}}");
        d.text("Greet me.");
        d.wire("{'sessionResumptionUpdate':{}}")
                .wire("{'serverContent':{'outputTranscription':{'text':'Hello'}}}")
                .wire("{'serverContent':{'modelTurn':{'role':'model','parts':[" + SOUND + "]}}}")
                .wire("{'serverContent':{'outputTranscription':{'text':' there.'}}}")
                .wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND + "]}}}")
                .wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}," + USAGE + "}")
                .wire("{'sessionResumptionUpdate':{'newHandle':'h-2','resumable':true}}");
        assertThat(d.lines())
                .containsExactly(
                        "resumptionUpdate",
                        "> ClientContent",
                        "resumptionUpdate",
                        "outputTranscription 1 Hello",
                        "audio 1",
                        "outputTranscription 1  there.",
                        "audio 1",
                        "generationComplete 1",
                        "usage 1",
                        "turnComplete 1 complete",
                        "resumptionUpdate");
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Hello there.");
    }

    @Test
    void section91VariantWithMarksInOneFrameAndUsageInBetween() {
        MachineDriver d = MachineDriver.live(F31);
        d.text("Greet me.");
        d.wire("{'serverContent':{'outputTranscription':{'text':'Hello'},'modelTurn':{'parts':[" + SOUND + "]}}}")
                .wire("{" + USAGE + "}")
                .wire("{'serverContent':{}}")
                .wire("{}")
                .wire("{'serverContent':{'generationComplete':true,'turnComplete':true}," + USAGE + "}");
        assertThat(d.lines())
                .containsExactly(
                        "> RealtimeText",
                        "audio 1",
                        "outputTranscription 1 Hello",
                        "usage 1",
                        "usage 1",
                        "generationComplete 1",
                        "turnComplete 1 complete");
        assertThat(d.turn(1).usage())
                .isNotNull()
                .satisfies(u -> assertThat(u.totalTokenCount()).isEqualTo(1157));
    }

    @EveryFamily
    void section92SpokenTurnWithTranscription(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.send(Input.Kind.LIVE_AUDIO);
        d.wire("{'serverContent':{'inputTranscription':{'text':'What\u2019s'}}}")
                .wire("{'serverContent':{'inputTranscription':{'text':' the time?'}}}")
                .wire("{'serverContent':{'outputTranscription':{'text':'It is noon.'}}}")
                .wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND + "]}}}");
        d.send(Input.Kind.AUDIO_STREAM_END);
        d.wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}," + USAGE + "}")
                .wire("{'serverContent':{'inputTranscription':{'text':'.'}}}");
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 What\u2019s",
                        "inputTranscription 1  the time?",
                        "outputTranscription 1 It is noon.",
                        "audio 1",
                        "generationComplete 1",
                        "usage 1",
                        "turnComplete 1 complete",
                        "inputTranscription 1 . late");
    }

    @EveryFamily
    void section93ManualActivity(String model) {
        MachineDriver d = MachineDriver.live(TestSettings.of(model).manualActivity());
        d.send(Input.Kind.ACTIVITY_START);
        d.send(Input.Kind.LIVE_AUDIO);
        d.send(Input.Kind.ACTIVITY_END);
        d.wire("{'serverContent':{'outputTranscription':{'text':'It is noon.'}}}")
                .wire("{'serverContent':{'inputTranscription':{'text':'The time?'}}}")
                .wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}}");
        assertThat(d.lines())
                .containsExactly(
                        "> ActivityStart",
                        "> sound",
                        "> ActivityEnd",
                        "outputTranscription 1 It is noon.",
                        "inputTranscription 1 The time?",
                        "generationComplete 1",
                        "turnComplete 1 complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F31})
    void section94BlockingCallInOneTurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("Weather in Oslo?");
        d.wire("{'toolCall':{'functionCalls':[{'id':'fc-111','name':'get_weather','args':{'city':'Oslo'}}]}}");
        d.tool("fc-111");
        d.wire("{'serverContent':{'outputTranscription':{'text':'Four degrees.'}}}")
                .wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND + "]}}}")
                .wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}," + USAGE + "}");
        d.lines();
        assertThat(d.turnsOver()).containsExactly(1L);
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Four degrees.");
    }

    @Test
    void section94TheSameAsTwoStretches() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("Weather in Oslo?");
        d.wire("{'toolCall':{'functionCalls':[{'id':'fc-111','name':'get_weather','args':{'city':'Oslo'}}]}}")
                .wire("{'serverContent':{'turnComplete':true}}");
        d.tool("fc-111");
        d.wire("{'serverContent':{'outputTranscription':{'text':'Four degrees.'}}}")
                .wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}," + USAGE + "}");
        assertThat(d.lines())
                .containsExactly(
                        "> ClientContent",
                        "toolCall 1",
                        "run fc-111",
                        "> answer [fc-111]",
                        "outputTranscription 1 Four degrees.",
                        "generationComplete 1",
                        "usage 1",
                        "turnComplete 1 complete");
    }

    @EveryFamily
    void section95BargeInCancelsACall(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("Book it");
        d.wire("{'toolCall':{'functionCalls':[{'id':'fc-7','name':'book','args':{'n':2}}]}}");
        d.forget().send(Input.Kind.PACED_AUDIO);
        d.forget()
                .wire("{'serverContent':{'interrupted':true}}")
                .wire("{'toolCallCancellation':{'ids':['fc-7']}}")
                .wire("{'serverContent':{'turnComplete':true}}")
                .wire("{'serverContent':{'inputTranscription':{'text':'No, stop.'}}}")
                .tool("fc-7")
                .wire("{'serverContent':{'outputTranscription':{'text':'All right.'}}}");
        assertThat(d.lines())
                .containsExactly(
                        "interrupted 1",
                        "toolCallCancellation 1",
                        "cancel fc-7",
                        "turnComplete 1 interrupted",
                        "inputTranscription 2 No, stop.",
                        "outputTranscription 2 All right.");
        assertThat(d.counters.drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38})
    void section96NonBlockingToolWithStreamedResults(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("Search for x");
        d.wire("{'toolCall':{'functionCalls':[{'id':'fc-9','name':'long_search','args':{'q':'x'}}]}}")
                .wire("{'serverContent':{'outputTranscription':{'text':'I am looking, meanwhile...'}}}")
                .wire("{'serverContent':{'generationComplete':true}}")
                .wire("{'serverContent':{'turnComplete':true}}");
        assertThat(d.turnsOver()).isEmpty();
        d.handle(new SessionEvent.ToolFinished(
                "fc-9", new FunctionResponse("fc-9", "long_search", Map.of("output", "30 % done"), "SILENT", true)));
        d.seconds(60);
        d.handle(new SessionEvent.ToolFinished(
                "fc-9", new FunctionResponse("fc-9", "long_search", Map.of("output", "found 3"), "WHEN_IDLE", false)));
        d.wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND + "]}}}")
                .wire("{'serverContent':{'turnComplete':true}}");
        assertThat(d.lines())
                .containsExactly(
                        "> ClientContent",
                        "toolCall 1",
                        "run fc-9",
                        "outputTranscription 1 I am looking, meanwhile...",
                        "generationComplete 1",
                        "> answer [fc-9]",
                        "> answer [fc-9]",
                        "audio 1",
                        "turnComplete 1 complete");
    }

    @Test
    void section97ExtendedThinking() {
        MachineDriver d = MachineDriver.live(F38X);
        d.text("Flights?");
        d.wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND
                        + "]},'turnComplete':true,'interactionStatus':'IN_PROGRESS'}}")
                .wire("{'toolCall':{'functionCalls':[{'id':'call_123','name':'searchFlights','args':{'to':'SEA'}}]},"
                        + "'interactionStatus':'IN_PROGRESS'}");
        d.seconds(100).tool("call_123");
        d.wire("{'serverContent':{'modelTurn':{'parts':[" + SOUND
                + "]},'turnComplete':true,'interactionStatus':'IDLE'}}");
        assertThat(d.lines())
                .containsExactly(
                        "> ClientContent",
                        "audio 1",
                        "interactionStatus 1 IN_PROGRESS",
                        "toolCall 1",
                        "run call_123",
                        "interactionStatus 1 IN_PROGRESS",
                        "> answer [call_123]",
                        "audio 1",
                        "interactionStatus 1 IDLE",
                        "turnComplete 1 complete");
    }
}
