package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25H;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.Transcription.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server tells (protocol section 3) and what becomes of it: an event, or a place in the turn's summary. */
class ServerFieldsTest {

    private static MachineDriver asked(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        return d;
    }

    @Test
    void openedHoldsWhatTheServerSaysOfTheSession() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.text("hello");
        d.handle(new SessionEvent.ConnectionOpened(1));
        d.wire("{'setupComplete':{'sessionId':'s-1','voiceConsentSignature':{'signature':'c2ln'}}}");
        assertThat(d.bodies(EventKind.opened)).containsExactly(new SetupComplete("s-1", "c2ln"));
        assertThat(d.bodies(EventKind.opened).toString()).doesNotContain("c2ln");
    }

    @EveryFamily
    void aHypothesisIsAnEventOfItsOwnAndPartOfNoTranscript(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().interim("what")).server(say().interim("what is"));
        assertThat(d.events()).containsExactly("interimInputTranscription what", "interimInputTranscription what is");

        d.server(say().heard("What is")).server(say().interim("the"));
        d.server(say().spoken("Noon.").turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 What is",
                        "interimInputTranscription 1 the",
                        "outputTranscription 1 Noon.",
                        "turnComplete 1 complete");
        assertThat(d.turn(1).inputTranscription()).isEqualTo("What is");
    }

    @Test
    void whoIsStillGuessedAtIsStillSpeaking() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().heard("What")).seconds(14).server(say().interim("is"));
        assertThat(d.seconds(14).turnsOver()).isEmpty();
        assertThat(d.seconds(1).turnsOver()).containsExactly(1L);
    }

    @EveryFamily
    void speechStateAndInteractionStatusAreToldInAllFamilies(String model) {
        MachineDriver d = asked(model);
        d.wire("{'serverContent':{'speechState':'NON_SPEECH'}}").wire("{'interactionStatus':'IN_PROGRESS'}");
        assertThat(d.bodies(EventKind.speechState)).containsExactly("NON_SPEECH");
        assertThat(d.bodies(EventKind.interactionStatus)).containsExactly("IN_PROGRESS");
        assertThat(d.events()).containsExactly("speechState 1 NON_SPEECH", "interactionStatus 1 IN_PROGRESS");
    }

    @Test
    void whatStandsBesideAPartIsNotLost() {
        MachineDriver d = asked(F38);
        d.wire("{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':'audio/pcm;rate=24000',"
                + "'data':'AAABAA=='},'thoughtSignature':'c2ln'},{'toolCall':{'toolType':'GOOGLE_SEARCH_WEB'}}]}}}");
        assertThat(d.events()).containsExactly("audio 1", "part 1", "part 1");
        assertThat(d.bodies(EventKind.part))
                .containsExactly(
                        Map.of("thoughtSignature", "c2ln"),
                        Map.of("toolCall", Map.of("toolType", "GOOGLE_SEARCH_WEB")));
    }

    @Test
    void aTurnHoldsTheCodeThatRanAndItsResults() {
        MachineDriver d = asked(F25H);
        Part.ExecutableCode code = new Part.ExecutableCode("e-1", "PYTHON", "print(2)");
        Part.CodeExecutionResult result = new Part.CodeExecutionResult("e-1", "OUTCOME_OK", "2\n");
        d.server(say().part(code).part(result).text("Two."));
        d.server(say().generationComplete().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "executableCode 1",
                        "codeExecutionResult 1",
                        "text 1 Two.",
                        "generationComplete 1",
                        "turnComplete 1 complete");
        assertThat(d.turn(1).executableCode()).containsExactly(code);
        assertThat(d.turn(1).codeExecutionResults()).containsExactly(result);
    }

    @Test
    void theAnnouncementOfASearchIsAnEventButNoResult() {
        MachineDriver d = asked(F38);
        d.wire("{'serverContent':{'modelTurn':{'parts':[{'codeExecutionResult':{}}]}}}");
        d.server(say().turnComplete());
        assertThat(d.bodies(EventKind.codeExecutionResult))
                .containsExactly(new Part.CodeExecutionResult(null, null, null));
        assertThat(d.turn(1).codeExecutionResults()).isEmpty();
    }

    @Test
    void aTurnHoldsEverySearchAndEveryPageOnce() {
        MachineDriver d = asked(F38);
        d.server(say().spoken("a").grounding("one").urlContext("https://example.org/1"));
        d.server(say().grounding("one")).server(say().grounding("two").urlContext("https://example.org/2"));
        d.server(say().turnComplete());
        assertThat(d.turn(1).grounding())
                .containsExactly(
                        Map.of("webSearchQueries", List.of("one")), Map.of("webSearchQueries", List.of("two")));
        assertThat(d.turn(1).urlContext()).hasSize(2);
        assertThat(d.bodies(EventKind.grounding)).hasSize(3);
    }

    @Test
    void aTurnHoldsWhatEachSpeakerSaidWithItsTimesAndWords() {
        MachineDriver d = MachineDriver.live(F38);
        d.wire("{'serverContent':{'inputTranscription':{'text':'One','speakerLabel':'A','languageCode':'en-US',"
                        + "'startOffset':'0.1s','endOffset':'0.3s','words':[{'word':'One','startOffset':'0.1s'}]}}}")
                .wire("{'serverContent':{'inputTranscription':{'text':' beer','speakerLabel':'B'}}}")
                .wire("{'serverContent':{'inputTranscription':{'text':' coffee.','speakerLabel':'A',"
                        + "'startOffset':'1s','endOffset':'1.5s','words':[{'word':'coffee','endOffset':'1.5s'}]}}}");
        d.server(say().spoken("Both.").turnComplete());
        TurnSummary turn = d.turn(1);
        assertThat(turn.inputTranscription()).isEqualTo("One beer coffee.");
        assertThat(turn.inputTranscripts())
                .containsExactly(
                        new Transcription(
                                "One coffee.",
                                true,
                                "en-US",
                                "A",
                                Duration.ofMillis(100),
                                Duration.ofMillis(1500),
                                List.of(
                                        new Word("One", Duration.ofMillis(100), null),
                                        new Word("coffee", null, Duration.ofMillis(1500)))),
                        new Transcription(" beer", true, null, "B"));
        assertThat(turn.outputTranscripts()).containsExactly(new Transcription("Both.", true, null, null));
    }

    @EveryFamily
    void theMarkOfAWholeTextBelongsToTheTurnThatHasTheText(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("Hello").spoken("Hi"));
        d.server(say().heard(new Transcription("", true, null, null))
                .spoken(new Transcription("", true, null, null))
                .turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 Hello",
                        "outputTranscription 1 Hi",
                        "inputTranscription 1 whole",
                        "outputTranscription 1 whole",
                        "turnComplete 1 complete");

        d.server(say().heard(new Transcription("", true, null, null)));
        d.server(say().spoken(new Transcription("", true, null, null)));
        assertThat(d.events()).isEmpty();
    }

    @Test
    void aMarkWithoutTextIsNoOutput() {
        MachineDriver d = asked(F38);
        d.server(say().spoken(new Transcription("", true, null, null)));
        assertThat(d.seconds(15).turn(1).ended()).isEqualTo(TurnEnd.noAnswer);
    }
}
