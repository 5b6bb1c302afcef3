package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.Transcription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lanes of routes with {@code transcription=final}: one text for each speaker and turn. */
class WholeTranscriptsTest {

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    private static final Set<EventKind> BOTH =
            EnumSet.of(EventKind.inputTranscription, EventKind.outputTranscription, EventKind.turnComplete);

    private final Lanes lanes = new Lanes(Runnable::run, new ManualClock(), new SessionCounters(), 1_000_000, () -> {});

    private List<LiveEvent> route(Set<EventKind> kinds, boolean whole) {
        List<LiveEvent> taken = new ArrayList<>();
        lanes.add(
                new LaneSettings(kinds, Duration.ofSeconds(1).toNanos(), 10, true, false, null, whole),
                (event, done) -> {
                    taken.add(event);
                    done.run();
                });
        return taken;
    }

    private static List<String> lines(List<LiveEvent> events) {
        return events.stream()
                .map(event -> event.kind() + " " + event.turn()
                        + (event.body() instanceof Transcription text
                                ? " " + (text.speakerLabel() == null ? "" : text.speakerLabel() + ": ") + text.text()
                                : "")
                        + (event.late() ? " late" : ""))
                .toList();
    }

    private void piece(EventKind kind, long turn, String text, boolean finished, String speaker, boolean late) {
        lanes.offer(new LiveEvent(kind, turn, 1, new Transcription(text, finished, null, speaker), late));
    }

    private void heard(long turn, String text) {
        piece(EventKind.inputTranscription, turn, text, false, null, false);
    }

    private void spoken(long turn, String text) {
        piece(EventKind.outputTranscription, turn, text, false, null, false);
    }

    private void over(long turn) {
        lanes.offer(new LiveEvent(EventKind.turnComplete, turn, 1, null));
    }

    @Test
    void eachSideHasOneTextRightBeforeTheEndOfTheTurn() {
        List<LiveEvent> route = route(BOTH, true);
        heard(1, "What");
        spoken(1, "It is");
        heard(1, " time?");
        spoken(1, " noon.");
        assertThat(route).isEmpty();
        over(1);
        assertThat(lines(route))
                .containsExactly(
                        "inputTranscription 1 What time?", "outputTranscription 1 It is noon.", "turnComplete 1");
        assertThat(route.get(0).body()).isEqualTo(new Transcription("What time?", true, null, null));
    }

    @Test
    void aRouteThatTakesNothingNewStillGetsWhatItWasGatheringFor() {
        List<LiveEvent> taken = new ArrayList<>();
        EventLane lane =
                lanes.add(new LaneSettings(BOTH, 1_000_000_000L, 10, true, false, null, true), (event, done) -> {
                    taken.add(event);
                    done.run();
                });
        heard(1, "What");
        spoken(1, "It is");
        heard(1, " time?");
        lanes.detach(lane);
        assertThat(lines(taken)).containsExactly("inputTranscription 1 What time?", "outputTranscription 1 It is");
        lanes.detach(lane);
        assertThat(taken).hasSize(2);
        lanes.remove(lane);
    }

    @Test
    void twoRoutesOfOneSessionMayDiffer() {
        List<LiveEvent> whole = route(BOTH, true);
        List<LiveEvent> pieces = route(BOTH, false);
        heard(1, "a");
        heard(1, "b");
        over(1);
        assertThat(lines(pieces)).containsExactly("inputTranscription 1 a", "inputTranscription 1 b", "turnComplete 1");
        assertThat(lines(whole)).containsExactly("inputTranscription 1 ab", "turnComplete 1");
    }

    @Test
    void aTextThatTheServiceCallsFinishedDoesNotWaitForTheEnd() {
        List<LiveEvent> route = route(BOTH, true);
        heard(1, "What");
        piece(EventKind.inputTranscription, 1, " time?", true, null, false);
        assertThat(lines(route)).containsExactly("inputTranscription 1 What time?");
        spoken(1, "Noon.");
        piece(EventKind.outputTranscription, 1, "", true, null, false);
        assertThat(lines(route)).containsExactly("inputTranscription 1 What time?", "outputTranscription 1 Noon.");
        over(1);
        assertThat(lines(route)).hasSize(3).endsWith("turnComplete 1");
    }

    @Test
    void speakersAreToldApart() {
        List<LiveEvent> route = route(BOTH, true);
        piece(EventKind.inputTranscription, 1, "One", false, "A", false);
        piece(EventKind.inputTranscription, 1, "Two", false, "B", false);
        piece(EventKind.inputTranscription, 1, " beer", false, "A", false);
        over(1);
        assertThat(lines(route))
                .containsExactly("inputTranscription 1 A: One beer", "inputTranscription 1 B: Two", "turnComplete 1");
    }

    @Test
    void aTurnThatEndsTakesNoTextsOfAnother() {
        List<LiveEvent> route = route(BOTH, true);
        heard(2, "next");
        spoken(1, "old");
        over(1);
        assertThat(lines(route)).containsExactly("outputTranscription 1 old", "turnComplete 1");
        over(2);
        assertThat(lines(route)).endsWith("inputTranscription 2 next", "turnComplete 2");
    }

    @Test
    void whatComesLateIsToldAsLate() {
        List<LiveEvent> route = route(BOTH, true);
        heard(1, "What");
        over(1);
        piece(EventKind.inputTranscription, 1, "?", false, null, true);
        assertThat(lines(route))
                .containsExactly("inputTranscription 1 What", "turnComplete 1", "inputTranscription 1 ? late");
    }

    @Test
    void aRouteNeedNotWantTheEndOfTheTurn() {
        List<LiveEvent> route = route(EnumSet.of(EventKind.outputTranscription), true);
        heard(1, "What");
        spoken(1, "Noon.");
        over(1);
        assertThat(lines(route)).containsExactly("outputTranscription 1 Noon.");
    }

    @Test
    void theEndOfTheSessionEndsEveryText() {
        List<LiveEvent> route = route(EnumSet.of(EventKind.outputTranscription), true);
        spoken(1, "Noo");
        lanes.offer(new LiveEvent(EventKind.closed, 0, 1, "end"));
        assertThat(lines(route)).containsExactly("outputTranscription 1 Noo");
    }

    @Test
    void whatBelongsToNoTurnPassesAsItComes() {
        List<LiveEvent> route = route(BOTH, true);
        spoken(0, "Good");
        spoken(0, " day");
        piece(EventKind.outputTranscription, 0, "", true, null, false);
        assertThat(lines(route)).containsExactly("outputTranscription 0 Good", "outputTranscription 0  day");
    }

    @Test
    void aHypothesisIsNeverGathered() {
        List<LiveEvent> route = route(EnumSet.allOf(EventKind.class), true);
        piece(EventKind.interimInputTranscription, 1, "wha", false, null, false);
        assertThat(lines(route)).containsExactly("interimInputTranscription 1 wha");
    }

    @Test
    void aMarkWithoutTextIsNoEvent() {
        List<LiveEvent> whole = route(BOTH, true);
        List<LiveEvent> pieces = route(BOTH, false);
        piece(EventKind.inputTranscription, 1, "", true, null, false);
        over(1);
        assertThat(lines(whole)).containsExactly("turnComplete 1");
        assertThat(lines(pieces)).containsExactly("turnComplete 1");
    }
}
