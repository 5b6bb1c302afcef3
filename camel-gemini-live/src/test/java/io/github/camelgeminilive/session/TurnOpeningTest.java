package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T1 to T3: when a turn opens, whose output it is, who joins. */
class TurnOpeningTest {

    // T1

    @EveryFamily
    void t1WrittenTextOpensATurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("Hello");
        d.server(say().spoken("Hi")).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly("outputTranscription 1 Hi", "generationComplete 1", "turnComplete 1 complete");
    }

    @Test
    void t1ActivityStartOpensATurn() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F25N).manualActivity());
        d.send(Input.Kind.ACTIVITY_START);
        d.send(Input.Kind.LIVE_AUDIO);
        d.send(Input.Kind.ACTIVITY_END);
        d.server(say().heard("Hello")).server(say().sound(40)).server(say().turnComplete());
        assertThat(d.events()).containsExactly("inputTranscription 1 Hello", "audio 1", "turnComplete 1 complete");
    }

    @Test
    void t1VoiceActivityStartOpensATurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(Say.voice(VoiceActivity.Type.ACTIVITY_START));
        d.server(Say.voice(VoiceActivity.Type.ACTIVITY_END));
        d.server(say().heard("Hello")).server(say().sound(40));
        assertThat(d.events())
                .containsExactly("voiceActivity 1", "voiceActivity 1", "inputTranscription 1 Hello", "audio 1");
    }

    @Test
    void t1TheUserSpeakingWhileTheModelSpeaksOpensTheNextTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("Hello");
        d.server(say().sound(40)).server(Say.voice(VoiceActivity.Type.ACTIVITY_START));
        d.server(say().heard("wait")).server(say().interrupted()).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "audio 1",
                        "voiceActivity 2",
                        "inputTranscription 2 wait",
                        "interrupted 1",
                        "turnComplete 1 interrupted");
    }

    @EveryFamily
    void t1ATranscriptWithALetterOrDigitOpensATurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("...")).server(say().heard(" 7")).server(say().heard(" days"));
        // the punctuation waited for the turn that it belongs to
        assertThat(d.events())
                .containsExactly("inputTranscription 1 ...", "inputTranscription 1  7", "inputTranscription 1  days");
    }

    @Test
    void t1OutputThatNobodyAskedForOpensATurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().sound(40)).server(say().generationComplete()).server(say().turnComplete());
        d.server(call("a"));
        assertThat(d.events())
                .containsExactly("audio 1", "generationComplete 1", "turnComplete 1 complete", "toolCall 2");
    }

    @Test
    void t1ContentThatDoesNotAskOpensNoTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.send(
                Input.Kind.TEXT,
                new ClientMessage.ClientContent(List.of(Content.user("for later")), false),
                "for later",
                false);
        d.seconds(60);
        assertThat(d.events()).isEmpty();
        assertThat(d.turnsOver()).isEmpty();
    }

    @Test
    void t1SoundAloneOpensNoTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.send(Input.Kind.LIVE_AUDIO);
        d.send(Input.Kind.AUDIO_STREAM_END);
        d.seconds(60);
        assertThat(d.events()).isEmpty();
    }

    @Test
    void t1NumbersRiseAcrossConnections() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("one");
        d.closes(1006, "").seconds(1).opens().forget();
        d.text("two");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.events()).containsExactly("audio 2", "generationComplete 2", "turnComplete 2 complete");
        assertThat(d.turnsOver()).containsExactly(1L, 2L);
    }

    // T2

    @Test
    void t2OutputGoesToTheOldestTurnThatWasAsked() {
        MachineDriver d = MachineDriver.live(F38);
        d.ask("first");
        d.text("second");
        d.server(say().sound(40))
                .server(say().sound(40))
                .server(say().generationComplete().turnComplete());
        d.server(say().sound(40));
        assertThat(d.events())
                .containsExactly(
                        "audio 1",
                        "audio 1",
                        "generationComplete 1",
                        "turnComplete 1 complete",
                        "reply 1 complete",
                        "audio 2");
    }

    @Test
    void t2OutputAfterTheGenerationGoesToItIfNothingNewerAsked() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("first");
        d.server(say().spoken("Hi").generationComplete()).server(say().sound(40));
        assertThat(d.events()).containsExactly("outputTranscription 1 Hi", "generationComplete 1", "audio 1");
    }

    @Test
    void t2OutputAfterTheGenerationGoesToTheNewerTurnThatAsked() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("first");
        d.server(say().sound(40).generationComplete());
        d.text("second");
        d.server(say().sound(40)).server(say().turnComplete()).server(say().sound(40));
        // the end belongs to the older turn, whose generation was complete
        assertThat(d.events())
                .containsExactly("audio 1", "generationComplete 1", "audio 2", "turnComplete 1 complete", "audio 2");
    }

    @Test
    void t2SpeechThatHasBegunIsNotTornApartByAToolThatAnswersMeanwhile() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("search");
        d.server(call("a")).server(say().turnComplete());
        d.text("and what is the time?");
        d.server(say().spoken("It is"));
        d.tool("a");
        d.server(say().spoken(" noon.")).server(say().generationComplete()).server(say().turnComplete());
        d.server(say().spoken("Found it.")).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "toolCall 1",
                        "outputTranscription 2 It is",
                        "outputTranscription 2  noon.",
                        "generationComplete 2",
                        "turnComplete 2 complete",
                        "outputTranscription 1 Found it.",
                        "generationComplete 1",
                        "turnComplete 1 complete");
    }

    @Test
    void t2SearchResultsThatComeAfterTheEndOpenNoTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("search");
        d.server(say().sound(40).generationComplete().turnComplete()).server(say().grounding());
        d.seconds(60);
        assertThat(d.events())
                .containsExactly("audio 1", "generationComplete 1", "turnComplete 1 complete", "grounding 1 late");
    }

    // T3

    @Test
    void t3TextJoinsATurnThatIsOnlyAsked() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("one");
        d.text("two");
        d.server(say().sound(40).generationComplete().turnComplete());
        d.seconds(60);
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @Test
    void t3TextOpensTheNextTurnOnceTheModelAnswers() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("one");
        d.server(say().sound(40));
        d.text("two");
        d.server(say().generationComplete().turnComplete()).server(say().sound(40));
        assertThat(d.events()).containsExactly("audio 1", "generationComplete 1", "turnComplete 1 complete", "audio 2");
    }

    @Test
    void t3ACallerWaitsUntilNoTurnIsOpen() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("one");
        d.ask("two");
        d.ask("three");
        assertThat(d.lines()).containsExactly("> ClientContent");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.lines())
                .containsExactly("audio 1", "generationComplete 1", "turnComplete 1 complete", "> ClientContent");
        d.server(say().text("two!").turnComplete());
        assertThat(d.lines())
                .containsExactly("text 2 two!", "turnComplete 2 complete", "reply 2 complete", "> ClientContent");
        assertThat(d.reply(2).text()).isEqualTo("two!");
    }

    @Test
    void t3NobodyJoinsTheTurnOfACaller() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("one");
        d.text("two");
        d.server(say().text("1").generationComplete().turnComplete());
        d.server(say().text("2").generationComplete().turnComplete());
        assertThat(d.reply(caller).text()).isEqualTo("1");
        assertThat(d.turn(2).text()).isEqualTo("2");
    }

    @Test
    void t3AnUtteranceOfACallerWaitsToo() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("one");
        long caller = d.send(Input.Kind.UTTERANCE, null, "", true);
        assertThat(d.lines()).containsExactly("> ClientContent");
        d.server(say().sound(40).turnComplete());
        assertThat(d.lines()).contains("accept " + caller);
        d.send(Input.Kind.PACED_AUDIO);
        d.server(say().heard("what time is it"));
        d.send(Input.Kind.AUDIO_STREAM_END);
        d.server(say().spoken("noon").turnComplete());
        assertThat(d.reply(caller).outputTranscription()).isEqualTo("noon");
        assertThat(d.reply(caller).inputTranscription()).isEqualTo("what time is it");
    }
}
