package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.Say.usage;
import static io.github.camelgeminilive.session.Say.voice;
import static io.github.camelgeminilive.session.TestSettings.TRANSCRIBE;
import static io.github.camelgeminilive.session.TestSettings.TRANSLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.VoiceActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that translate or write down speech as it comes (protocol section 6.1): what they say belongs to no turn. */
class TurnlessTest {

    @Test
    void translatedSpeechFlowsWithBothTranscripts() {
        MachineDriver d = MachineDriver.live(TRANSLATE);
        d.send(Input.Kind.LIVE_AUDIO);
        d.server(say().heard("Guten Tag")).server(say().spoken("Good day").sound(40));
        d.server(say().sound(40)).server(say().heard(" zusammen").spoken(" everybody"), usage(1, 1));
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription Guten Tag",
                        "audio",
                        "outputTranscription Good day",
                        "audio",
                        "inputTranscription  zusammen",
                        "outputTranscription  everybody",
                        "usage");
    }

    @Test
    void whatIsWrittenDownFlowsWithItsHypotheses() {
        MachineDriver d = MachineDriver.live(TRANSCRIBE);
        d.server(say().interim("good")).server(say().interim("good day")).server(say().heard("Good day."));
        d.server(say().heard("Good day."));
        d.server(say().heard("."));
        assertThat(d.events())
                .containsExactly(
                        "interimInputTranscription good",
                        "interimInputTranscription good day",
                        "inputTranscription Good day.",
                        "inputTranscription Good day.",
                        "inputTranscription .");
    }

    @ParameterizedTest
    @ValueSource(strings = {TRANSLATE, TRANSCRIBE})
    void nothingIsWaitedForAndNothingIsOver(String model) {
        MachineDriver d = MachineDriver.live(TestSettings.of(model).manualActivity());
        d.send(Input.Kind.ACTIVITY_START);
        d.send(Input.Kind.LIVE_AUDIO);
        d.send(Input.Kind.ACTIVITY_END);
        d.server(
                voice(VoiceActivity.Type.ACTIVITY_START),
                say().heard("one").spoken("two").now());
        d.seconds(300);
        d.server(say().spoken("three")
                .generationComplete()
                .turnComplete()
                .waitingForInput()
                .interrupted());
        d.seconds(300);
        assertThat(d.events())
                .containsExactly(
                        "voiceActivity",
                        "inputTranscription one",
                        "outputTranscription two",
                        "outputTranscription three",
                        "interrupted",
                        "generationComplete",
                        "waitingForInput");
        assertThat(d.counters.drops(Drop.strayTurnComplete)).isEqualTo(1);
        d.handle(new SessionEvent.CloseRequested("end"));
        assertThat(d.events()).containsExactly("closed end", "ended");
    }

    @Test
    void whoWantsToWaitForAnAnswerIsToldThatThereIsNone() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(TRANSLATE));
        long before = d.ask("Guten Tag");
        d.opens();
        long after = d.send(Input.Kind.UTTERANCE, null, "", true);
        for (long caller : new long[] {before, after}) {
            assertThat(d.rejection(caller).code()).isEqualTo(Failure.Code.BAD_INPUT);
            assertThat(d.rejection(caller).message()).contains(TRANSLATE, "no turns", "InOnly");
        }
    }

    @Test
    void typedTextIsWrittenAndOpensNothing() {
        MachineDriver d = MachineDriver.live(TRANSLATE);
        d.text("hello");
        d.seconds(60);
        assertThat(d.lines()).containsExactly("> RealtimeText");
    }

    @Test
    void aCallIsRunAndAnsweredAllTheSame() {
        MachineDriver d = MachineDriver.live(TRANSLATE);
        d.server(call("a")).tool("a");
        assertThat(d.lines()).containsExactly("toolCall", "run a", "> answer [a]");
        assertThat(d.machine.openCalls()).isZero();
    }
}
